"""Addresses of the field door. The group stands in the address: a page or a form names whose it is."""

from django.urls import include, path

from kentongan.doors.field.activities import views as activities
from kentongan.doors.field.claims import views as claims
from kentongan.doors.field.decrees import views as decrees
from kentongan.doors.field.events import roll
from kentongan.doors.field.events import views as events
from kentongan.doors.field.group import views as group
from kentongan.doors.field.inbox import views as inbox
from kentongan.doors.field.needs import views as needs
from kentongan.doors.field.sync import views as sync
from kentongan.doors.field.tickets import views as tickets
from kentongan.doors.field.village import views as village
from kentongan.doors.field.visits import views as visits

app_name = "field"
urlpatterns = [
    path("", group.start, name="start"),
    path("hp/", include("kentongan.doors.field.app.urls")),
    path("sync", sync.exchanged, name="sync"),
    path("berkas/<str:sha>", sync.file, name="file"),
    path("kantor-desa/", village.offices, name="offices"),
    path("kantor-desa/<str:village>/", village.post, name="office"),
    path("kantor-desa/<str:village>/<str:release>/", village.item, name="office-item"),
    path("kantor-desa/<str:village>/<str:release>/<slug:kind>/", village.note, name="office-note"),
    path("acara/", events.agenda, name="events"),
    path("acara/<str:event>/", events.detail, name="event"),
    path("acara/<str:event>/undangan/<int:invitation>/", events.answer, name="event-answer"),
    path("acara/<str:event>/undangan/<int:invitation>/tidak/", events.decline, name="event-decline"),
    path("acara/<str:event>/hadir/", roll.take, name="roll"),
    path("acara/<str:event>/hadir/<uuid:row>/batal/", roll.undo, name="roll-undo"),
    path("sk/", decrees.waiting, name="decrees"),
    path("sk/<str:draft>/", decrees.letter, name="decree"),
    path("kunjungan/", visits.plan, name="visits"),
    path("kunjungan/<uuid:key>/", visits.detail, name="visit"),
    path("kunjungan/<uuid:key>/foto/", visits.more_photos, name="visit-photos"),
    path("kunjungan/<uuid:key>/foto/<uuid:file>/", visits.photo, name="visit-photo"),
    path("kunjungan/<str:code>/", visits.new, name="visit-new"),
    path("kebutuhan/", needs.start, name="needs-start"),
    path("kebutuhan/<str:code>/", needs.index, name="needs"),
    path("kebutuhan/<str:code>/baru/", needs.new, name="need-new"),
    path("kebutuhan/<str:code>/<str:need>/", needs.detail, name="need"),
    path("lapor/", tickets.start, name="tickets-start"),
    path("lapor/<str:code>/", tickets.index, name="tickets"),
    path("lapor/<str:code>/baru/", tickets.new, name="ticket-new"),
    path("lapor/<str:code>/<str:ticket>/", tickets.detail, name="ticket"),
    path("lapor/<str:code>/<str:ticket>/foto/<uuid:key>/", tickets.photo, name="ticket-photo"),
    path("cek/", claims.start, name="claims-start"),
    path("cek/<str:code>/", claims.index, name="claims"),
    path("cek/<str:code>/<str:claim>/", claims.detail, name="claim"),
    path("<str:code>/", inbox.inbox, name="inbox"),
    path("<str:code>/kelompok/", group.overview, name="group"),
    path("<str:code>/catat/", activities.choose, name="record"),
    path("<str:code>/catat/<slug:kind>/", activities.record_own, name="record-own"),
    path("<str:code>/kegiatan/", activities.log, name="activities"),
    path("<str:code>/kegiatan/<uuid:key>/", activities.detail, name="activity"),
    path("<str:code>/kegiatan/<uuid:key>/foto/", activities.add_photo, name="activity-photo"),
    path("<str:code>/kegiatan/<uuid:key>/foto/<uuid:file>/", activities.photo, name="photo"),
    path("<str:code>/info/<str:release>/", inbox.item, name="item"),
    path("<str:code>/info/<str:release>/catat/", activities.record_spread, name="record-spread"),
    path("<str:code>/info/<str:release>/tidak/", inbox.decline, name="decline"),
    path("<str:code>/info/<str:release>/tanda/<slug:kind>/", inbox.receipt, name="receipt"),
    path("<str:code>/info/<str:release>/lampiran/<uuid:file>/", inbox.attachment, name="item-file"),
]
