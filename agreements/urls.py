from django.urls import path

from agreements import calendars, downloads, views

app_name = "agreements"

urlpatterns = [
    path("<slug:home>/civic/", views.CivicAgreementsView.as_view(), name="civic"),
    path("<slug:home>/anniversaries/", views.AnniversariesView.as_view(), name="anniversaries"),
    path(
        "<slug:home>/anniversaries.ics",
        calendars.AnniversariesCalendarView.as_view(),
        name="anniversaries-calendar",
    ),
    path(
        "<slug:home>/partners.<slug:extension>",
        downloads.PartnersFileView.as_view(),
        name="partners-file",
    ),
    path(
        "<slug:home>/agreements.<slug:extension>",
        downloads.AgreementsFileView.as_view(),
        name="agreements-file",
    ),
    path(
        "<slug:home>/civic.<slug:extension>",
        downloads.CivicAgreementsFileView.as_view(),
        name="civic-file",
    ),
    path(
        "<slug:home>/anniversaries.<slug:extension>",
        downloads.AnniversariesFileView.as_view(),
        name="anniversaries-file",
    ),
    path(
        "<slug:home>/civic-anniversaries.<slug:extension>",
        downloads.CivicAnniversariesFileView.as_view(),
        name="civic-anniversaries-file",
    ),
]
