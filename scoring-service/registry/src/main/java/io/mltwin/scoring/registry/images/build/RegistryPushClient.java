package io.mltwin.scoring.registry.images.build;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.access.ServiceRequest;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.Sha256;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.Addresses;
import io.mltwin.scoring.registry.images.build.ImageManifest.Descriptor;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import jakarta.inject.Singleton;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * Pushes to a workspace's registry through its data plane, with the admin user's password, as Azure
 * Machine Learning did (OCI distribution specification 1.1).
 */
@Singleton
public record RegistryPushClient(ServiceHttp http, Addresses addresses) {

    private static final Duration UPLOAD = Duration.ofMinutes(15);

    /** A repository of a registry, with the credential for it. */
    public record Target(RegistryAccount registry, String password, String repository) {

        public Target repository(String other) {
            return new Target(registry, password, other);
        }

        @Override
        public String toString() {
            return registry.loginServer() + "/" + repository;
        }
    }

    boolean hasBlob(Target target, String digest) {
        ServiceAnswer answer = request(target, "HEAD", "/blobs/" + digest).send();
        if (answer.status() == 404) {
            return false;
        }
        require(answer, target);
        return true;
    }

    /**
     * Takes a blob over from another repository of the registry; returns false when it has none.
     */
    boolean mount(Target target, String digest, String from) {
        String source = target.registry().name() + "/" + from;
        ServiceAnswer answer = request(
                        target,
                        "POST",
                        "/blobs/uploads/?mount="
                                + UriEncoding.encodeQueryValue(digest)
                                + "&from="
                                + UriEncoding.encodeQueryValue(source))
                .send();
        require(answer, target);
        return answer.status() == 201;
    }

    /** Uploads a layer unless the repository has it; returns whether it was uploaded. */
    public boolean push(Target target, LayerFile layer) {
        if (hasBlob(target, layer.digest())) {
            return false;
        }
        try {
            require(
                    upload(target, layer.digest())
                            .body(BodyPublishers.ofFile(layer.file()))
                            .timeout(UPLOAD)
                            .send(),
                    target);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException("A layer that was just written is gone", e);
        }
        return true;
    }

    /** Uploads a configuration; returns its descriptor. */
    Descriptor push(Target target, ImageConfiguration configuration) {
        byte[] content = Json.bytes(configuration);
        String digest = "sha256:" + Sha256.hex(content);
        if (!hasBlob(target, digest)) {
            require(
                    upload(target, digest)
                            .bytes("application/octet-stream", content)
                            .send(),
                    target);
        }
        return new Descriptor(Descriptor.CONFIGURATION, digest, content.length);
    }

    /** Pushes a manifest under a tag; returns its digest. */
    String push(Target target, ImageManifest manifest, String tag) {
        byte[] content = Json.bytes(manifest);
        require(
                request(target, "PUT", "/manifests/" + tag)
                        .bytes(ImageManifest.MEDIA_TYPE, content)
                        .send(),
                target);
        return "sha256:" + Sha256.hex(content);
    }

    private ServiceRequest upload(Target target, String digest) {
        return request(target, "POST", "/blobs/uploads/?digest=" + UriEncoding.encodeQueryValue(digest))
                .header("Content-Type", "application/octet-stream");
    }

    private ServiceRequest request(Target target, String method, String rest) {
        String credential = target.registry().name() + ":" + target.password();
        return http.request(
                        addresses.self(), method, "/v2/" + target.registry().name() + "/" + target.repository() + rest)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8)));
    }

    private static void require(ServiceAnswer answer, Target target) {
        if (!answer.isSuccess()) {
            JsonNode first = answer.body().length == 0 ? null : answer.json().at("/errors/0/message");
            String message = first == null || first.isMissingNode()
                    ? answer.what() + " answered " + answer.status()
                    : first.asText();
            boolean isAway = answer.status() >= 502 && answer.status() <= 504;
            throw new AzureException(
                    isAway ? answer.status() : 500,
                    "ImageBuildFailed",
                    "The image could not be pushed to the workspace's registry %s: %s",
                    target.registry().name(),
                    message);
        }
    }
}
