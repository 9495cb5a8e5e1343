"""Addresses of visits, of how groups are served, and of the visit forms."""

from django.urls import path

from kentongan.doors.office.visits import boards, instruments, listing, questions, reading

urlpatterns = [
    path("", listing.index, name="visit-list"),
    path("rencana/", boards.plan, name="visit-plan"),
    path("layanan/", boards.services, name="visit-services"),
    path("vakum/", boards.dormant, name="visit-dormant"),
    path("vakum/<slug:group_code>/", boards.revival, name="visit-revival"),
    path("kim/<slug:group_code>/", reading.group, name="visit-group"),
    path("<uuid:key>/", reading.detail, name="visit-detail"),
    path("<uuid:key>/cetak/", reading.paper, name="visit-paper"),
    path("<uuid:key>/foto/<uuid:file>/", reading.photo, name="visit-photo"),
    path("instrumen/", instruments.index, name="instrument-list"),
    path("instrumen/baru/", instruments.new, name="instrument-new"),
    path("instrumen/<int:number>/", instruments.detail, name="instrument-detail"),
    path("instrumen/<int:number>/konsep/", instruments.draft, name="instrument-draft"),
    path("instrumen/<int:number>/berlaku/", instruments.publication, name="instrument-publication"),
    path("instrumen/<int:number>/berhenti/", instruments.retirement, name="instrument-retirement"),
    path("instrumen/<int:number>/versi/<int:version>/", instruments.edition, name="instrument-edition"),
    path("instrumen/<int:number>/bagian/", questions.section, name="instrument-section"),
    path("instrumen/<int:number>/bagian/<int:row>/", questions.section, name="instrument-section-edit"),
    path(
        "instrumen/<int:number>/bagian/<int:row>/hapus/", questions.section_end, name="instrument-section-end"
    ),
    path(
        "instrumen/<int:number>/bagian/<int:row>/pertanyaan/",
        questions.question_new,
        name="instrument-question",
    ),
    path(
        "instrumen/<int:number>/pertanyaan/<int:row>/",
        questions.question_edit,
        name="instrument-question-edit",
    ),
    path(
        "instrumen/<int:number>/pertanyaan/<int:row>/hapus/",
        questions.question_end,
        name="instrument-question-end",
    ),
]
