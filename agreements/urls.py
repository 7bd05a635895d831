from django.urls import path

from agreements import calendars, views

app_name = "agreements"

urlpatterns = [
    path("<slug:home>/civic/", views.CivicAgreementsView.as_view(), name="civic"),
    path("<slug:home>/anniversaries/", views.AnniversariesView.as_view(), name="anniversaries"),
    path(
        "<slug:home>/anniversaries.ics",
        calendars.AnniversariesCalendarView.as_view(),
        name="anniversaries-calendar",
    ),
]
