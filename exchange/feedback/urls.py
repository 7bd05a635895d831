from django.urls import path

from exchange.feedback import views

app_name = "feedback"

urlpatterns = [
    path("", views.AnswerView.as_view(), name="answer"),
    path("comment/", views.CommentView.as_view(), name="comment"),
]
