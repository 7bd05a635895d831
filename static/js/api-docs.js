// The API's documentation: Swagger UI on our own schema. Nothing is asked of another host.
(() => {
  const place = document.getElementById("docs");
  window.SwaggerUIBundle({
    url: place.dataset.schema,
    domNode: place,
    deepLinking: true,
    defaultModelsExpandDepth: 0,
    presets: [window.SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
    supportedSubmitMethods: ["get"],
    validatorUrl: null,
  });
})();
