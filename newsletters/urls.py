from django.urls import include, path

from newsletters.views import (
    calls,
    digests,
    editions,
    following,
    newsroom,
    preferences,
    remarks,
    subscriber_lists,
    subscribers,
    subscriptions,
)

app_name = "newsletters"

# /newsletter/room/<number>/: one edition, for those who make it
edition_room = [
    path("", newsroom.edition, name="newsroom_edition"),
    path("words/", newsroom.words, name="words"),
    path("reach/", newsroom.reach, name="reach"),
    path("items/add/", newsroom.item, name="add_item"),
    path("items/<int:pk>/", newsroom.item, name="edit_item"),
    path("items/<int:pk>/picture/", newsroom.item_picture, name="item_picture"),
    path("items/<int:pk>/remove/", newsroom.remove_item, name="remove_item"),
    path("items/order/", remarks.arrange, name="arrange"),
    path("items/<int:pk>/remarks/", remarks.remarks, name="remarks"),
    path("items/<int:pk>/remarks/<int:remark>/settle/", remarks.settle, name="settle_remark"),
    path("items/<int:pk>/move/<str:way>/", newsroom.move_item, name="move_item"),
    path("preview/<str:language>/<str:form>/", newsroom.preview, name="preview"),
    path("step/<str:step>/", newsroom.step, name="step"),
    path("send/", newsroom.send, name="send"),
    path("sending/", newsroom.sending, name="sending"),
    path("sending/<str:step>/", newsroom.sending_step, name="sending_step"),
    path("call/", calls.call, name="call"),
    path("call/open/", calls.open_call, name="open_call"),
    path("call/<int:pk>/<str:verb>/", calls.settle, name="settle"),
]

# /newsletter/follow/, preferences/, stop/: what is new about one thing, by mail or feed
followed = [
    path("follow/", following.follow, name="follow"),
    path("follow/feed/", following.feed, name="topic_feed"),
    path("follow/confirm/<str:token>/", following.confirm, name="confirm_follow"),
    path("stop/<str:token>/", following.stop, name="stop"),
    path("preferences/", preferences.own_preferences, name="own_preferences"),
    path("preferences/<str:token>/", preferences.preferences, name="preferences"),
]
# /newsletter/room/digests/, /newsletter/room/subscribers/
office = [
    path("digests/", digests.digests, name="digests"),
    path("digests/settings/", digests.settings, name="digest_settings"),
    path("digests/<int:pk>/", digests.digest, name="digest"),
    path("digests/<int:pk>/mail/<str:language>/", digests.preview, name="digest_mail"),
    path("digests/<int:pk>/<str:verb>/", digests.settle, name="settle_digest"),
    path("subscribers/", subscribers.subscribers, name="subscribers"),
    path("subscribers/import/", subscriber_lists.begin, name="import_subscribers"),
    path("subscribers/import/<int:pk>/", subscriber_lists.preview, name="subscriber_list"),
    path("subscribers/import/<int:pk>/<str:verb>/", subscriber_lists.settle, name="settle_list"),
]

# /newsletter/
urlpatterns = [
    path("", editions.archive, name="archive"),
    path("<int:number>/", editions.edition, name="edition"),
    path("pictures/<int:pk>/", editions.picture, name="picture"),
    path("contribute/<str:token>/", calls.contribute, name="contribute"),
    path("room/", newsroom.newsroom, name="newsroom"),
    *followed,
    path("room/", include(office)),
    path("room/begin/", newsroom.begin, name="begin"),
    path("room/contributions/<int:pk>/picture/", calls.contributed_picture, name="contributed_picture"),
    path("room/<int:number>/", include(edition_room)),
    path("subscribe/", subscriptions.subscribe, name="subscribe"),
    path("subscribe/asked/", subscriptions.asked, name="asked"),
    path("confirm/done/", subscriptions.confirmed, name="confirmed"),
    path("confirm/<str:token>/", subscriptions.confirm, name="confirm"),
    path("leave/<str:token>/", subscriptions.leave, name="leave"),
]
