package io.mltwin.scoring.registry.images.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mltwin.encoding.Sha256;
import io.mltwin.scoring.registry.images.build.BaseSource.BaseUnavailableException;
import io.mltwin.scoring.registry.images.build.ImageManifest.Descriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the base of images is fetched from; the registry is one of this machine, without TLS. */
class BaseSourceTest {

    @TempDir
    Path folder;

    private final Map<String, byte[]> contents = new HashMap<>();
    private HttpServer registry;

    @BeforeEach
    void aRegistryWithAnImage() throws IOException {
        LayerFile layer = new LayerFile.Content()
                .text("/opt/mltwin/inference", "#!/bin/sh\n")
                .write(folder.resolve("layer"));
        contents.put("/v2/team/base/blobs/" + layer.digest(), Files.readAllBytes(layer.file()));
        byte[] config = """
                {"architecture": "%s", "os": "linux", "config": {"User": "10100"},
                 "rootfs": {"type": "layers", "diff_ids": ["%s"]}}""".formatted(ImageConfiguration.ownArchitecture(), layer.diffId())
                .getBytes(StandardCharsets.UTF_8);
        String configDigest = "sha256:" + Sha256.hex(config);
        contents.put("/v2/team/base/blobs/" + configDigest, config);
        contents.put(
                "/v2/team/base/manifests/1",
                new ObjectMapper()
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .writeValueAsBytes(ImageManifest.of(
                                new Descriptor(Descriptor.CONFIGURATION, configDigest, config.length),
                                List.of(new Descriptor(Descriptor.LAYER, layer.digest(), layer.size())))));
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", this::answer);
        registry.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] content = contents.get(exchange.getRequestURI().getPath());
            if (content == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", ImageManifest.MEDIA_TYPE);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    @AfterEach
    void stop() {
        registry.stop(0);
    }

    @Test
    void anImageOfARegistryIsPulled() throws Exception {
        // Given
        BaseSource source = source("registry://localhost:" + port() + "/team/base:1");
        // When
        Path file = source.fetch(folder.resolve("fetched"));
        // Then
        ImageArchive.Content image = new ImageArchive(
                        file, new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES))
                .read(folder.resolve("layers"));
        assertThat(image.layers()).hasSize(1);
        assertThat(image.configuration().config().user()).isEqualTo("10100");
    }

    @Test
    void missingBaseSaysWhy() {
        assertThatThrownBy(() -> source("registry://localhost:" + port() + "/team/base:2")
                        .fetch(folder.resolve("fetched")))
                .isInstanceOf(BaseUnavailableException.class)
                .hasMessageStartingWith("it cannot be pulled: ");
        assertThatThrownBy(() -> source("tar:///none/base.tar").version())
                .isInstanceOf(BaseUnavailableException.class)
                .hasMessage("there is no file /none/base.tar that can be read");
        assertThatThrownBy(() -> source("tar://" + folder).version())
                .isInstanceOf(BaseUnavailableException.class)
                .hasMessage(folder + " is a folder and no file");
        assertThatThrownBy(() -> source("none").version())
                .isInstanceOf(BaseUnavailableException.class)
                .hasMessage("mltwin.images.base is none");
        assertThatThrownBy(() -> source("docker://mltwin/no-such-image").version())
                .isInstanceOf(BaseUnavailableException.class)
                .hasMessageContaining("Docker");
    }

    private int port() {
        return registry.getAddress().getPort();
    }

    private static BaseSource source(String setting) {
        return new BaseSource(BaseReference.parse(setting));
    }
}
