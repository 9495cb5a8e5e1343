"""Addresses of the villagers' tickets."""

from django.urls import path

from kentongan.doors.office.tickets import bulk, figures, names, queue, ruling, views

urlpatterns = [
    path("", queue.index, name="ticket-list"),
    path("baru/", views.new, name="ticket-new"),
    path("massal/", bulk.bulk, name="ticket-bulk"),
    path("tampilan/", queue.keep_view, name="ticket-view"),
    path("angka/", figures.figures, name="ticket-figures"),
    path("ekspor.xlsx", figures.export, name="ticket-export"),
    path("impor/", figures.take_in, name="ticket-import"),
    path("aturan/tujuan/", ruling.routes, name="ticket-routes"),
    path("aturan/tujuan/baru/", ruling.route_new, name="ticket-route-new"),
    path("aturan/tujuan/<int:number>/hapus/", ruling.route_end, name="ticket-route-end"),
    path("aturan/batas-waktu/", ruling.deadlines, name="ticket-deadlines"),
    path("aturan/batas-waktu/baru/", ruling.deadline_new, name="ticket-deadline-new"),
    path("aturan/kategori/", ruling.categories, name="ticket-categories"),
    path("aturan/kategori/baru/", ruling.category, name="ticket-category-new"),
    path("aturan/kategori/<slug:code>/", ruling.category, name="ticket-category"),
    path("nama/", names.openings, name="ticket-openings"),
    path("nama/<int:number>/keputusan/", names.decision, name="ticket-opening-decision"),
    path("nama/<int:number>/baca/", names.name, name="ticket-opening-name"),
    path("nama/<int:number>/tahu/", names.note, name="ticket-opening-note"),
    path("<slug:code>/", views.detail, name="ticket-detail"),
    path("<slug:code>/cetak/", views.paper, name="ticket-paper"),
    path("<slug:code>/jawaban/<uuid:key>/", views.answer_photo, name="ticket-answer-photo"),
    path("<slug:code>/foto/<int:number>/", views.photo, name="ticket-photo"),
    path("<slug:code>/foto/<int:number>/salinan/", names.copy, name="ticket-photo-copy"),
    path(
        "<slug:code>/foto/<int:number>/salinan/<uuid:key>/",
        names.copy_approval,
        name="ticket-photo-approval",
    ),
    path("<slug:code>/tindakan/<slug:slug>/", views.act, name="ticket-act"),
]
