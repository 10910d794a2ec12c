package io.mltwin.scoring.models.inference;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.QueryString;
import io.mltwin.scoring.models.services.Authentication;
import io.mltwin.scoring.models.services.Deployment;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The OpenAPI documents that Azure ML's inference server makes for a web service, at {@code
 * /swagger.json?version=}: of version 2, 3 or 3.1, with the input and output that the script's
 * decorators say, or the document that lies with the script.
 */
@Singleton
public class SwaggerDocuments {

    private static final Set<String> TWO = Set.of("2", "2.0");
    private static final Set<String> THREE = Set.of("3", "3.0", "3.1");

    private final ObjectMapper json;

    SwaggerDocuments(ObjectMapper json) {
        this.json = json;
    }

    /** What a script says; all of it may be missing. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Schemas(
            JsonNode input,
            JsonNode output,
            @JsonProperty("2") JsonNode two,
            @JsonProperty("3") JsonNode three) {}

    /**
     * Returns the document of the version that the request asks for, of version 2 by default.
     *
     * @throws AzureException 404 for another version
     */
    byte[] document(Endpoint endpoint, EndpointRequest call) {
        Deployment deployment = endpoint.deployment();
        return document(
                new Service(
                        deployment.serviceName(),
                        deployment.authentication() != Authentication.NONE),
                endpoint.predictor().schemas(),
                call.url(),
                call.query());
    }

    /** What a document says of the service itself. */
    public record Service(String name, boolean isSecured) {}

    /**
     * Returns the document of the version that the query asks for, of version 2 by default.
     *
     * @param said what the model says of its input and output; empty for nothing
     * @param url of the document, as the client used it
     * @throws AzureException 404 for another version
     */
    public byte[] document(Service service, byte[] said, String url, String query) {
        String version = QueryString.parse(query).getOrDefault("version", "2");
        Schemas schemas = read(said);
        JsonNode document;
        if (TWO.contains(version)) {
            document = schemas.two() == null ? two(service, url, schemas) : schemas.two();
        } else if (THREE.contains(version)) {
            document =
                    schemas.three() == null
                            ? three(service, url, schemas, version)
                            : schemas.three();
        } else {
            throw new AzureException(
                    404,
                    "NotFound",
                    "Swagger version ["
                            + version
                            + "] is not valid. Supported versions: [2, 3, 3.1].");
        }
        return document.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Schemas read(byte[] schemas) {
        try {
            return schemas.length == 0
                    ? new Schemas(null, null, null, null)
                    : json.readValue(schemas, Schemas.class);
        } catch (IOException e) {
            throw new IllegalStateException("a container's schemas are JSON", e);
        }
    }

    private ObjectNode two(Service service, String url, Schemas schemas) {
        ObjectNode root = json.createObjectNode().put("swagger", "2.0");
        root.put("host", URI.create(url).getAuthority());
        info(root, service);
        root.putArray("schemes").add("https");
        root.putArray("consumes").add("application/json");
        root.putArray("produces").add("application/json");
        if (service.isSecured()) {
            bearer(root.putObject("securityDefinitions"))
                    .put("type", "apiKey")
                    .put("name", "Authorization")
                    .put("in", "header");
        }
        ObjectNode post = post(root, service);
        post.putArray("parameters")
                .addObject()
                .put("name", "serviceInputPayload")
                .put("in", "body")
                .put("required", true)
                .set("schema", reference("#/definitions/ServiceInput"));
        ok(post).set("schema", reference("#/definitions/ServiceOutput"));
        definitions(root.putObject("definitions"), schemas);
        return root;
    }

    private ObjectNode three(Service service, String url, Schemas schemas, String version) {
        ObjectNode root =
                json.createObjectNode().put("openapi", version.equals("3.1") ? "3.1.0" : "3.0.3");
        info(root, service);
        root.putArray("servers")
                .addObject()
                .put("url", "https://" + URI.create(url).getAuthority());
        ObjectNode post = post(root, service);
        post.putObject("requestBody")
                .put("required", true)
                .putObject("content")
                .putObject("application/json")
                .set("schema", reference("#/components/schemas/ServiceInput"));
        ok(post).putObject("content")
                .putObject("application/json")
                .set("schema", reference("#/components/schemas/ServiceOutput"));
        ObjectNode components = root.putObject("components");
        definitions(components.putObject("schemas"), schemas);
        if (service.isSecured()) {
            bearer(components.putObject("securitySchemes"))
                    .put("type", "http")
                    .put("scheme", "bearer");
        }
        return root;
    }

    private static void info(ObjectNode root, Service service) {
        root.putObject("info")
                .put("title", service.name())
                .put(
                        "description",
                        "API specification for Azure Machine Learning " + service.name())
                .put("version", "1.0");
    }

    private static ObjectNode bearer(ObjectNode definitions) {
        return definitions.putObject("Bearer").put("description", "For example: Bearer abc123");
    }

    private static ObjectNode post(ObjectNode root, Service service) {
        ObjectNode post = root.putObject("paths").putObject("/score").putObject("post");
        post.put("operationId", "RunMLService")
                .put("description", "Run web service's model and get the prediction output");
        if (service.isSecured()) {
            post.putArray("security").addObject().putArray("Bearer");
        }
        return post;
    }

    private static ObjectNode ok(ObjectNode post) {
        return post.putObject("responses")
                .putObject("200")
                .put(
                        "description",
                        "The service processed the input correctly and provided a result"
                                + " prediction.");
    }

    private ObjectNode reference(String to) {
        return json.createObjectNode().put("$ref", to);
    }

    private void definitions(ObjectNode definitions, Schemas schemas) {
        definitions.set("ServiceInput", schemas.input() == null ? any() : schemas.input());
        definitions.set("ServiceOutput", schemas.output() == null ? any() : schemas.output());
    }

    private ObjectNode any() {
        ObjectNode any = json.createObjectNode().put("type", "object");
        any.putObject("example");
        return any;
    }
}
