package io.mltwin.scoring;

import io.mltwin.scoring.registry.images.build.LayerFile;
import io.mltwin.testkit.PeerAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Images of environments as a node pushes them, and what compute-service answers about them.
 *
 * @param repository in the workspace's registry
 */
record EnvironmentImages(String repository, String python) {

    static final String RUN = "prepare_1";

    static PeerAnswer building(String message) {
        Map<String, String> answer = new HashMap<>();
        answer.put("status", "Building");
        answer.put("runId", RUN);
        answer.put("message", message);
        return PeerAnswer.json(200, answer);
    }

    static PeerAnswer failed(String message) {
        return PeerAnswer.json(200, Map.of("status", "Failed", "runId", RUN, "message", message));
    }

    private String home() {
        return "/azureml-envs/" + repository.substring(repository.indexOf('/') + 1);
    }

    private String sitePackages() {
        return home() + "/lib/" + python + "/site-packages";
    }

    PeerAnswer succeeded(String digest) {
        return PeerAnswer.json(
                200,
                Map.of(
                        "status",
                        "Succeeded",
                        "runId",
                        RUN,
                        "repository",
                        repository,
                        "digest",
                        digest,
                        "home",
                        home(),
                        "sitePackages",
                        sitePackages()));
    }

    /**
     * Pushes an image whose package {@code greeting} has a version; returns its digest.
     *
     * @param folder for the layer
     */
    String push(RegistryImages registry, Path folder, String version) throws IOException {
        LayerFile layer = new LayerFile.Content()
                .text(home() + "/pyvenv.cfg", "include-system-site-packages = true\n")
                .text(home() + "/bin/greet", "#!/bin/sh\n")
                .text(sitePackages() + "/greeting/__init__.py", "__version__ = '" + version + "'\n")
                .text(
                        sitePackages() + "/greeting-" + version + ".dist-info/METADATA",
                        "Name: greeting\nVersion: " + version + "\n")
                .write(folder.resolve("layer-" + version + ".tar.gz"));
        byte[] content = Files.readAllBytes(layer.file());
        byte[] configuration = RegistryImages.bytes(
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                        + layer.diffId()
                        + "\"]}}");
        registry.pushBlob(content);
        registry.pushBlob(configuration);
        String manifest = RegistryImages.manifest(configuration, content);
        registry.putManifest(version, RegistryImages.IMAGE, manifest).then().statusCode(201);
        return RegistryImages.digest(RegistryImages.bytes(manifest));
    }
}
