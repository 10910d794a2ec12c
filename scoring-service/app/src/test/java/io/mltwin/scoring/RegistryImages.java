package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.scoring.registry.repositories.Digest;
import io.mltwin.testkit.ServiceUnderTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One repository of a registry as a client sees it, with a token for it. */
final class RegistryImages {

    static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX = "application/vnd.oci.image.index.v1+json";
    static final byte[] CONFIG = bytes("{}");
    static final String OCTETS = "application/octet-stream";

    private final ServiceUnderTest service;
    private final String registry;
    private final String token;
    private final String repository;

    RegistryImages(ServiceUnderTest service, String registry, String token, String repository) {
        this.service = service;
        this.registry = registry;
        this.token = token;
        this.repository = repository;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String digest(byte[] content) {
        return Digest.of(content).text();
    }

    static String manifest(byte[] config, byte[]... layers) {
        return manifest(config, "", layers);
    }

    /** {@code further} is put before the configuration, such as {@code "subject":{…},}. */
    static String manifest(byte[] config, String further, byte[]... layers) {
        StringBuilder list = new StringBuilder();
        for (byte[] layer : layers) {
            list.append(list.isEmpty() ? "" : ",")
                    .append(descriptor("application/vnd.oci.image.layer.v1.tar+gzip", layer));
        }
        return "{\"schemaVersion\":2,\"mediaType\":\""
                + IMAGE
                + "\","
                + further
                + "\"config\":"
                + descriptor("application/vnd.oci.image.config.v1+json", config)
                + ",\"layers\":["
                + list
                + "]}";
    }

    static String descriptor(String mediaType, byte[] content) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
                .formatted(mediaType, digest(content), content.length);
    }

    String path(String below) {
        return "/v2/" + repository + below;
    }

    RequestSpecification given() {
        return service.given(registry + ".azurecr")
                .urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + token);
    }

    ValidatableResponse send(String method, String below) {
        return given().request(method, path(below)).then();
    }

    ValidatableResponse send(String method, String path, Map<String, String> headers, byte[] body) {
        return given().headers(headers)
                .contentType(OCTETS)
                .body(body)
                .request(method, path)
                .then();
    }

    String startUpload() {
        return send("POST", "/blobs/uploads/").statusCode(202).extract().header("Location");
    }

    String pushBlob(byte[] content) {
        String digest = digest(content);
        finish(startUpload(), digest, content).statusCode(201);
        return digest;
    }

    ValidatableResponse finish(String upload, String digest, byte[] content) {
        return send("PUT", upload + "?digest=" + digest, Map.of(), content);
    }

    ValidatableResponse patch(String upload, String range, byte[] content) {
        return send("PATCH", upload, range == null ? Map.of() : Map.of("Content-Range", range), content);
    }

    Response putManifest(String reference, String type, String manifest) {
        return given().contentType(type).body(bytes(manifest)).put(path("/manifests/" + reference));
    }

    /** Pushes an image of one layer and returns the digest of its manifest. */
    String pushImage(String reference, String layer) {
        pushBlob(CONFIG);
        pushBlob(bytes(layer));
        String manifest = manifest(CONFIG, bytes(layer));
        Response pushed = putManifest(reference, IMAGE, manifest);
        assertThat(pushed.statusCode()).as(pushed.asString()).isEqualTo(201);
        return digest(bytes(manifest));
    }
}
