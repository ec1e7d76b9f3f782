from django.urls import include, path

from actionplans.views import (
    carrying_out,
    choosing,
    comments,
    commitments,
    dictionary,
    document_record,
    documents,
    feed,
    guide,
    implementation,
    plan,
    proposals,
    record,
    registry,
    worldmap,
)

app_name = "actionplans"

# /plans/<member>/<slug>/documents/<pk>/: a document, its text page by page, its file
document_pages = [
    path("", documents.document, name="document"),
    path("pages/<int:number>/", documents.page, name="document_page"),
    path("file/", documents.file, name="document_file"),
    path("download/", documents.download, name="download_document"),
]
# /plans/<member>/<slug>/edit/documents/
edit_documents = [
    path("", document_record.documents, name="edit_documents"),
    path("add/", document_record.add, name="add_document"),
    path("<int:pk>/replace/", document_record.replace, name="replace_document"),
    path("<int:pk>/publish/", document_record.publish, name="publish_document"),
    path("<int:pk>/withdraw/", document_record.withdraw, name="withdraw_document"),
    path("<int:pk>/file/", document_record.file, name="proposed_file"),
]
# /plans/<member>/<slug>/edit/: the record of a plan, for those who keep it
edit_pages = [
    path("", record.overview, name="record"),
    path("facts/", record.facts, name="edit_facts"),
    path("prolong/", record.prolong, name="prolong"),
    path("events/add/", record.add, {"kind": "event"}, name="add_event"),
    path("findings/add/", record.add, {"kind": "finding"}, name="add_finding"),
    path("bodies/add/", record.add, {"kind": "body"}, name="add_body"),
    path("content/add/", record.add, {"kind": "content"}, name="add_content"),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<int:pk>/withdraw/", proposals.withdraw, name="withdraw_proposal"),
    path("documents/", include(edit_documents)),
    path("<slug:kind>/<int:pk>/", record.change, name="change_said"),
    path("<slug:kind>/<int:pk>/withdraw/", record.withdraw, name="withdraw_said"),
    path("<slug:kind>/<int:pk>/reply/", record.reply, name="reply"),
]
# /plans/: questions to the registry
questions = [
    path("dictionary/", dictionary.dictionary, name="dictionary"),
    path("compare/choose/", choosing.choose, name="choose"),
    path("commitments/", commitments.commitments, name="commitments"),
    path("commitments/<int:pk>/", commitments.commitment, name="commitment"),
    path("guide/", guide.guide, name="guide"),
    path("guide/peers/", guide.peers, name="peers"),
    path("map/", worldmap.worldmap, name="map"),
    path("implementation/", implementation.board, name="board"),
    path("actions/", implementation.actions, name="actions"),
    path("comments/", comments.comments, name="comments"),
    path("comments/moderation/", comments.moderation, name="moderation"),
    path("comments/<int:pk>/publish/", comments.publish, name="publish_comment"),
    path("comments/<int:pk>/hold/", comments.hold, name="hold_comment"),
]

# /plans/<member>/<slug>/…: parts of one plan
parts = [
    path("events/", feed.events, name="events"),
    path("implementation/", implementation.implementation, name="implementation"),
    path("comments/write/", comments.write, name="write_comment"),
    path("edit/comments/<int:pk>/answer/", comments.answer, name="answer_comment"),
    path("edit/implementation/", carrying_out.overview, name="carrying_out"),
    path("edit/implementation/logframe/", carrying_out.logframe, name="logframe"),
    path("edit/implementation/report/<int:year>/", carrying_out.report, name="report"),
    path("edit/implementation/<slug:kind>/add/", carrying_out.write, name="add_part"),
    path("edit/implementation/<slug:kind>/<int:pk>/", carrying_out.write, name="edit_part"),
    path("edit/implementation/<slug:kind>/<int:pk>/withdraw/", carrying_out.take_away, name="take_away"),
    path("edit/initiatives/", commitments.keep_initiatives, name="keep_initiatives"),
    path("edit/initiatives/add/", commitments.write_initiative, name="add_initiative"),
    path("edit/initiatives/<int:pk>/", commitments.write_initiative, name="edit_initiative"),
]

# /plans/<member>/edit/…: what a member keeps beside its plans
kept = [
    path("commitments/", commitments.keep_commitments, name="keep_commitments"),
    path("commitments/add/", commitments.write_commitment, name="add_commitment"),
    path("commitments/<int:pk>/", commitments.write_commitment, name="edit_commitment"),
    path("commitments/<int:pk>/follow-up/", commitments.write_follow_up, name="add_follow_up"),
    path("drafting/", guide.checklist, name="checklist"),
    path("drafting/show/", guide.show, name="show_checklist"),
    path("drafting/<slug:code>/", guide.step, name="step"),
    path("told/<str:kind>/<int:pk>/<str:verb>/", commitments.settle, name="settle"),
]

# /plans/
urlpatterns = [
    path("", registry.plan_list, name="list"),
    path("matrix/", registry.matrix, name="matrix"),
    path("timeline/", registry.timeline, name="timeline"),
    path("growth/", registry.growth, name="growth"),
    path("compare/", registry.compare, name="compare"),
    path("how-we-count/", registry.how_we_count, name="how_we_count"),
    path("how-status-works/", registry.how_status_works, name="how_status_works"),
    *questions,
    path("documents/", documents.documents, name="documents"),
    path("state/<int:year>/", registry.state, name="state"),
    path("<slug:member>/", plan.plans_of, name="plans_of"),
    path("<slug:member>/add/", record.add_plan, name="add_plan"),
    path("<slug:member>/edit/", include(kept)),
    path("<slug:member>/drafting/progress/", guide.progress, name="progress"),
    path("<slug:member>/<slug:slug>/", include(parts)),
    path("<slug:member>/<slug:slug>/edit/", include(edit_pages)),
    path("<slug:member>/<slug:slug>/documents/<int:pk>/", include(document_pages)),
    path("<slug:member>/<slug:slug>/", plan.detail, name="detail"),
]
