from django.urls import path

from timelines import calendars, downloads, views

app_name = "timelines"

urlpatterns = [
    path("<slug:home>/events/", views.ExchangeEventsView.as_view(), name="events"),
    path(
        "<slug:home>/events.ics",
        calendars.ExchangeEventsCalendarView.as_view(),
        name="events-calendar",
    ),
    path(
        "<slug:home>/partners/<slug:partner>/events.ics",
        calendars.PartnerCalendarView.as_view(),
        name="partner-calendar",
    ),
    path("<slug:home>/indicators/", views.IndicatorsView.as_view(), name="indicators"),
    path(
        "<slug:home>/events.<slug:extension>",
        downloads.ExchangeEventsFileView.as_view(),
        name="events-file",
    ),
    path(
        "<slug:home>/indicators.<slug:extension>",
        downloads.IndicatorsFileView.as_view(),
        name="indicators-file",
    ),
]
