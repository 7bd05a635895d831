from django.urls import path

from cities import feeds, open_data_views, statistics_views, views

app_name = "cities"

urlpatterns = [
    path("", views.front, name="homes"),
    path("open-data/", open_data_views.AllOpenDataView.as_view(), name="catalogue"),
    path(
        "open-data/catalog.jsonld", open_data_views.CatalogueView.as_view(), name="catalogue-data"
    ),
    path("<slug:home>/", views.PortalView.as_view(), name="portal"),
    path("<slug:home>/map.json", views.MapDataView.as_view(), name="map-data"),
    path("<slug:home>/guide/", views.GuideView.as_view(), name="guide"),
    path("<slug:home>/partners/", views.PartnersView.as_view(), name="partners"),
    path("<slug:home>/partners/<slug:partner>/", views.PartnerView.as_view(), name="partner"),
    path("<slug:home>/open-data/", open_data_views.OpenDataView.as_view(), name="open-data"),
    path(
        "<slug:home>/open-data/catalog.jsonld",
        open_data_views.HomeCatalogueView.as_view(),
        name="open-data-catalogue",
    ),
    path("<slug:home>/feed.xml", feeds.HomeFeed(), name="feed"),
    path("<slug:home>/partners/<slug:partner>/feed.xml", feeds.PartnerFeed(), name="partner-feed"),
    path("<slug:home>/statistics/", statistics_views.StatisticsView.as_view(), name="statistics"),
    path(
        "<slug:home>/statistics/<slug:table>.<slug:extension>",
        statistics_views.StatisticsTableView.as_view(),
        name="statistics-table",
    ),
]
