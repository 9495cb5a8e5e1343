"""Addresses of the portal door, by noun. People see them: they are Indonesian and stay as they are."""

from django.urls import path

from kentongan.doors.portal import themes
from kentongan.doors.portal.agenda import views as agenda
from kentongan.doors.portal.claims import asking as claim_asking
from kentongan.doors.portal.claims import feed as claim_feed
from kentongan.doors.portal.claims import views as claims
from kentongan.doors.portal.coverage import views as coverage
from kentongan.doors.portal.feeds import views as feeds
from kentongan.doors.portal.groups import views as groups
from kentongan.doors.portal.health import views as health
from kentongan.doors.portal.places import views as places
from kentongan.doors.portal.releases import views as releases
from kentongan.doors.portal.search import views as search
from kentongan.doors.portal.tickets import figures, raising, tracking

app_name = "portal"
urlpatterns = [
    path("", places.home, name="home"),
    path("wilayah/<str:code>/", places.region, name="region"),
    path("wilayah/<str:code>/kim/", places.region_groups, name="region-groups"),
    path("wilayah/<str:code>/capaian/", coverage.region_coverage, name="region-coverage"),
    path("wilayah/<str:code>/kabar/", places.region_news, name="region-news"),
    path("wilayah/<str:code>/umpan.atom", feeds.RegionFeed(), name="region-feed"),
    path("kim/<str:code>/", groups.group, name="group"),
    path("sk/", groups.decree_check, name="decree-check"),
    path("sk/<str:code>/", groups.decree, name="decree"),
    path("info/<str:code>/", releases.release, name="release"),
    path("info/<str:code>/poster/", releases.poster, name="poster"),
    path("info/<str:code>/poster.pdf", releases.poster_pdf, name="poster-pdf"),
    path("info/<str:code>/lampiran/<uuid:key>/", releases.attachment, name="release-attachment"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/<str:code>/", agenda.event, name="event"),
    path("agenda.ics", agenda.feed, name="agenda-feed"),
    path("wilayah/<str:code>/agenda/", agenda.region_agenda, name="region-agenda"),
    path("wilayah/<str:code>/agenda.ics", agenda.feed, name="region-agenda-feed"),
    path("cari/", search.search, name="search"),
    path("lapor/", raising.raise_ticket, name="ticket-raise"),
    path("lapor/lacak/", tracking.track, name="ticket-track"),
    path("lapor/lacak/foto/<str:token>/", tracking.own_photo, name="ticket-own-photo"),
    path("lapor/<str:code>/", tracking.thread, name="ticket"),
    path("lapor/<str:code>/dukung/", tracking.support, name="ticket-support"),
    path("lapor/<str:code>/foto/<int:number>/", tracking.photo, name="ticket-photo"),
    path("lapor/<str:code>/jawaban/<uuid:key>/", tracking.answer_photo, name="ticket-answer-photo"),
    path("wilayah/<str:code>/lapor/", figures.region_tickets, name="region-tickets"),
    path("cek/", claim_asking.ask, name="claim-ask"),
    path("cek/umpan.atom", claim_feed.ClaimFeed(), name="claim-feed"),
    path("cek/<str:code>/", claims.claim, name="claim"),
    path("cek/<str:code>/kartu.png", claims.card, name="claim-card"),
    path("cek/<str:code>/versi/<int:number>/", claims.edition, name="claim-edition"),
    path("umpan.atom", feeds.HomeFeed(), name="feed"),
    path("sitemap.xml", feeds.sitemap_index, name="sitemap"),
    path("sitemap/<slug:section>-<str:part>.xml", feeds.sitemap_section, name="sitemap-section"),
    path("robots.txt", feeds.robots, name="robots"),
    path("periksa/", health.page, name="health"),
    path("healthz", health.machine, name="healthz"),
    path("tema/<str:code>.css", themes.theme, name="theme"),
    path("tema/<str:code>/umum.css", themes.theme_sheet, name="theme-sheet"),
]
