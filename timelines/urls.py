from django.urls import path

from timelines import views

app_name = "timelines"

urlpatterns = [
    path("<slug:home>/events/", views.ExchangeEventsView.as_view(), name="events"),
    path("<slug:home>/indicators/", views.IndicatorsView.as_view(), name="indicators"),
]
