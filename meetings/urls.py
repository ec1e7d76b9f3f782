from django.urls import include, path

from meetings.views import (
    admission,
    agenda,
    chair_summary,
    delegations,
    events,
    floor,
    inputs,
    keeping,
    letters,
    packs,
    points,
    preparing,
    programme,
    protection,
    records,
    rule_texts,
    suggestions,
    summaries,
    support,
    writing,
)

app_name = "meetings"

# Wherever the floor, the pack, the rules and the programme of work live
floor_pages = [
    path("room/<str:key>/", floor.room, name="room"),
    path("meetings/floor/<int:pk>/", floor.inscription, name="inscription"),
    path("meetings/floor/<int:pk>/withdraw/", floor.withdraw, name="withdraw_inscription"),
    path("meetings/floor/<int:pk>/<slug:language>/", floor.handed_in, name="handed_in"),
    path("meetings/<slug:slug>/floor/", floor.floor, name="floor"),
    path("meetings/<slug:slug>/delivered/<int:pk>/", floor.delivered, name="delivered"),
    path("meetings/<slug:slug>/delivered/<int:pk>/<slug:language>/", floor.delivered_file, name="delivered_file"),
    path("desk/meetings/<slug:slug>/floor/", floor.desk, name="desk_floor"),
    path("desk/meetings/<slug:slug>/floor/publish/", floor.publish, name="publish_spoken"),
    path("desk/floor/<int:pk>/<slug:verb>/", floor.settle, name="settle_inscription"),
    path("meetings/<slug:slug>/pack/", packs.pack, name="pack"),
    path("rules/", rule_texts.rule_list, name="rules"),
    path("rules/<slug:slug>/", rule_texts.rule, name="rule"),
    path("rules/<slug:slug>/<int:number>/comments/", rule_texts.consultation, name="consultation"),
    path("desk/rules/", rule_texts.desk, name="desk_rules"),
    path("desk/rules/add/", rule_texts.add, name="add_rule"),
    path("desk/rules/comments/<int:pk>/", rule_texts.answer, name="answer_comment"),
    path("desk/rules/<slug:slug>/add/", rule_texts.add_version, name="add_rule_version"),
    path("desk/rules/<slug:slug>/<int:number>/", rule_texts.edit_version, name="edit_rule_version"),
    path("programme/", programme.programme, name="programme"),
    path("programme/all.ics", programme.calendar, name="programme_calendar"),
    path("programme/propose/", programme.propose, name="propose_undertaking"),
    path("programme/<int:pk>/edit/", programme.edit, name="edit_undertaking"),
    path("programme/<int:pk>/<slug:verb>/", programme.settle, name="settle_undertaking"),
]

# Who comes: delegations and requests for support of a member, what the secretariat admits, and the call for input
OF_MEMBER = "members/<slug:member>/delegations/"
OF_DELEGATION = f"{OF_MEMBER}<slug:meeting>/"
who_comes = [
    path(OF_MEMBER, delegations.delegations, name="delegations"),
    path(OF_DELEGATION, delegations.delegation, name="delegation"),
    path(f"{OF_DELEGATION}register/", delegations.register, name="register"),
    path(f"{OF_DELEGATION}confirm/", delegations.confirm, name="confirm_delegation"),
    path(f"{OF_DELEGATION}letter/", delegations.letter, name="delegation_letter"),
    path(f"{OF_DELEGATION}letter/file/", delegations.letter_file, name="delegation_letter_file"),
    path(f"{OF_DELEGATION}<int:pk>/", delegations.edit, name="edit_registration"),
    path(f"{OF_DELEGATION}<int:pk>/replace/", delegations.replace, name="replace_registration"),
    path(f"{OF_DELEGATION}<int:pk>/<slug:verb>/", delegations.settle, name="settle_registration"),
    path("members/<slug:member>/support/", support.support_of, name="support_of"),
    path("members/<slug:member>/support/<slug:meeting>/ask/", support.ask, name="ask_support"),
    path("members/<slug:member>/support/<int:pk>/", support.support, name="support"),
    path("members/<slug:member>/support/<int:pk>/<slug:verb>/", support.settle, name="settle_support"),
    path("meetings/<slug:slug>/input/", inputs.public, name="input"),
    path("meetings/<slug:slug>/input/send/", inputs.send, name="send_input"),
    path("meetings/<slug:slug>/input/sent/", inputs.thanks, name="input_sent"),
    path("meetings/<slug:slug>/input/<int:pk>/file/", inputs.public_file, name="input_file"),
    path("desk/meetings/<slug:slug>/admission/", admission.admission, name="admission"),
    path("desk/meetings/<slug:slug>/registrations/", admission.registrations, name="registrations"),
    path("desk/meetings/<slug:slug>/registrations/<int:pk>/", admission.registration, name="registration"),
    path("desk/meetings/<slug:slug>/delegations/<int:pk>/admit/", admission.admit_delegation, name="admit_delegation"),
    path("desk/meetings/<slug:slug>/badges/", admission.badges, name="badges"),
    path("desk/meetings/<slug:slug>/attendance/", admission.attendance, name="attendance"),
    path("desk/meetings/<slug:slug>/attendance/<int:pk>/", admission.mark, name="mark_attendance"),
    path("desk/meetings/<slug:slug>/support/", support.budget, name="support_budget"),
    path("desk/meetings/<slug:slug>/call/", inputs.call, name="input_call"),
    path("desk/meetings/<slug:slug>/inputs/", inputs.inputs, name="inputs"),
    path("desk/meetings/<slug:slug>/inputs/<int:pk>/", inputs.answer, name="answer_input"),
    path("desk/meetings/<slug:slug>/inputs/<int:pk>/file/", inputs.file, name="desk_input_file"),
    path("desk/support/<int:pk>/", support.decide, name="decide_support"),
    path("desk/support/<int:pk>/itinerary/", support.itinerary, name="itinerary"),
    path("desk/support/<int:pk>/settlement/", support.settlement, name="settlement"),
    path("desk/support/<int:pk>/visa-letter/", support.visa_letter, name="visa_letter"),
    path("protected/<int:pk>/", protection.protected, name="protected"),
    path("protected/<int:pk>/erase/", protection.erase, name="erase_protected"),
]

# /meetings/
meetings = [
    path("", records.meeting_list, name="list"),
    path("statements/", records.statements, name="statements"),
    path("<slug:slug>/", records.detail, name="detail"),
    path("<slug:slug>/follow-up/", points.follow_up, name="follow_up"),
    path("<slug:slug>/agenda/", agenda.agenda, name="agenda"),
    path("<slug:slug>/agenda/inside/", agenda.inside, name="agenda_inside"),
    path("<slug:slug>/papers/<int:pk>/", agenda.paper, name="agenda_paper"),
    path("<slug:slug>/papers/<int:pk>/inside/", agenda.paper_inside, name="agenda_paper_inside"),
    path("<slug:slug>/meeting.ics", agenda.meeting_calendar, name="meeting_calendar"),
]

# /events/: what others hold
public_events = [
    path("", events.events, name="events"),
    path("upcoming.ics", events.calendar, name="calendar"),
    path("all.ics", agenda.calendar, name="whole_calendar"),
    path("mine/<str:token>/all.ics", agenda.own_calendar, name="own_calendar"),
    path("<int:pk>/", events.event, name="event"),
    path("<int:pk>/event.ics", events.event_calendar, name="event_calendar"),
]

# /desk/meetings/: before a meeting
desk_meetings = [
    path("", preparing.meetings, name="desk_meetings"),
    path("add/", preparing.add, name="add_meeting"),
    path("<slug:slug>/", preparing.edit, name="edit_meeting"),
    path("<slug:slug>/agenda/", preparing.agenda, name="edit_agenda"),
    path("<slug:slug>/agenda/add/", preparing.add_item, name="add_item"),
    path("<slug:slug>/agenda/carry-over/", preparing.carry_over, name="carry_over"),
    path("<slug:slug>/agenda/publish/", preparing.publish, name="publish_agenda"),
    path("<slug:slug>/agenda/<int:pk>/", preparing.edit_item, name="edit_item"),
    path("<slug:slug>/agenda/<int:pk>/remove/", preparing.remove_item, name="remove_item"),
    path("<slug:slug>/agenda/<int:pk>/paper/", preparing.add_paper, name="add_paper"),
    path("<slug:slug>/papers/<int:pk>/remove/", preparing.remove_paper, name="remove_paper"),
    path("<slug:slug>/action-points/add/", keeping.add, name="add_point"),
    path("<slug:slug>/letters/<slug:kind>/", letters.letter, name="letter"),
]

# /desk/events/: the secretariat announces them
desk_events = [
    path("", events.desk_events, name="desk_events"),
    path("add/", events.add, name="add_event"),
    path("<int:pk>/", events.edit, name="edit_event"),
    path("<int:pk>/remove/", events.remove, name="remove_event"),
]

# /action-points/: across meetings
action_points = [
    path("", records.action_points, name="action_points"),
    path("<int:pk>/", points.detail, name="action_point"),
    path("<int:pk>/report/", points.report, name="report"),
    path("reports/<int:pk>/<slug:verb>/", points.settle, name="settle_report"),
]

# /meetings/<slug>/summary/: the chair's summary as it is read
chair_summaries = [
    path("", chair_summary.summary, name="chair_summary"),
    path("circulated/", chair_summary.circulated, name="circulated"),
    path("circulated/<int:pk>/", chair_summary.suggest, name="suggest"),
    path("paragraphs/<slug:number>/", chair_summary.paragraph, name="paragraph"),
]

# /desk/meetings/<slug>/summary/: as it is written
summary_writing = [
    path("", writing.write, name="write_summary"),
    path("masthead/", writing.masthead, name="summary_masthead"),
    path("add/", writing.add, name="add_piece"),
    path("draw/", writing.draw, name="draw_in"),
    path("circulate/", writing.circulate, name="circulate"),
    path("finish/", writing.finish, name="finish_summary"),
    path("corrigendum/", writing.corrigendum, name="corrigendum"),
    path("suggestions/<int:pk>/", suggestions.answer, name="answer_suggestion"),
    path("<int:pk>/", writing.edit, name="edit_piece"),
    path("<int:pk>/<slug:verb>/", writing.act, name="act_on_piece"),
]

# /desk/summaries/: a chair's summary is read in
desk_summaries = [
    path("", summaries.summaries, name="summaries"),
    path("<int:pk>/", summaries.summary, name="summary"),
    path("<int:pk>/file/", summaries.file, name="summary_file"),
    path("<int:pk>/read-again/", summaries.read_again, name="read_summary_again"),
    path("<int:pk>/discard/", summaries.discard, name="discard_summary"),
]

urlpatterns = [
    path("", include(floor_pages)),
    path("", include(who_comes)),
    path("meetings/", include(meetings)),
    path("action-points/", include(action_points)),
    path("events/", include(public_events)),
    path("desk/events/", include(desk_events)),
    path("desk/meetings/", include(desk_meetings)),
    path("desk/action-points/<int:pk>/", keeping.edit, name="edit_point"),
    path("desk/summaries/", include(desk_summaries)),
    path("meetings/<slug:slug>/summary/", include(chair_summaries)),
    path("desk/meetings/<slug:slug>/summary/", include(summary_writing)),
]
