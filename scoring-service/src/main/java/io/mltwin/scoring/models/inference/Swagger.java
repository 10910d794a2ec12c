package io.mltwin.scoring.models.inference;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.scoring.models.services.Authentication;
import io.mltwin.scoring.models.services.Deployment;
import java.net.URI;

/** The OpenAPI 2 document that Azure ML generates for a web service, at {@code /swagger.json}. */
final class Swagger {

    private Swagger() {}

    static String of(Deployment deployment, String url) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("swagger", "2.0").put("host", URI.create(url).getAuthority());
        root.putObject("info")
                .put("title", deployment.serviceName())
                .put(
                        "description",
                        "API specification for Azure Machine Learning " + deployment.serviceName())
                .put("version", "1.0");
        root.putArray("schemes").add("https");
        root.putArray("consumes").add("application/json");
        root.putArray("produces").add("application/json");
        if (deployment.authentication() != Authentication.NONE) {
            root.putObject("securityDefinitions")
                    .putObject("Bearer")
                    .put("type", "apiKey")
                    .put("name", "Authorization")
                    .put("in", "header")
                    .put("description", "For example: Bearer abc123");
        }
        ObjectNode post = root.putObject("paths").putObject("/score").putObject("post");
        post.put("operationId", "RunMLService")
                .put("description", "Run web service's model and get the prediction output");
        if (deployment.authentication() != Authentication.NONE) {
            post.putArray("security").addObject().putArray("Bearer");
        }
        ObjectNode input =
                post.putArray("parameters")
                        .addObject()
                        .put("name", "serviceInputPayload")
                        .put("in", "body")
                        .put("required", true);
        input.putObject("schema").put("type", "object").putObject("example").putArray("data");
        post.putObject("responses")
                .putObject("200")
                .put(
                        "description",
                        "The service processed the input correctly and provided a result prediction.");
        return root.toString();
    }
}
