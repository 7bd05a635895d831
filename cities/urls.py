from django.urls import path

from cities import views

app_name = "cities"

urlpatterns = [
    path("", views.front, name="homes"),
    path("<slug:home>/", views.PortalView.as_view(), name="portal"),
    path("<slug:home>/partners/", views.PartnersView.as_view(), name="partners"),
    path("<slug:home>/partners/<slug:partner>/", views.PartnerView.as_view(), name="partner"),
]
