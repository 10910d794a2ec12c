package io.mltwin.scoring.registry.images.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.scoring.registry.images.build.BaseSource.BaseUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImageArchiveTest {

    @TempDir
    Path folder;

    private interface Damage {
        SavedImage done(SavedImage image);
    }

    @Test
    void anImageOfDockerSaveIsRead() throws Exception {
        // Given
        Path file = SavedImage.withLayer(folder).write(folder.resolve("saved.tar"));
        // When
        ImageArchive.Content image = read(file);
        // Then
        assertThat(image.configuration().config().user()).isEqualTo("10100:10100");
        assertThat(image.layers())
                .singleElement()
                .satisfies(layer -> assertThat(layer.diffId())
                        .isEqualTo(image.configuration().rootfs().diffIds().get(0)));
    }

    @Test
    void aLayerWithoutCompressionIsCompressedAndCompared() throws Exception {
        // Given
        byte[] tar = {1, 2, 3};
        SavedImage image = SavedImage.withLayer(folder).put("layer.tar.gz", tar).put("config.json", """
                                {"architecture": "%s", "os": "linux", "rootfs": {"type": "layers",
                                 "diff_ids": ["sha256:039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"]}}""".formatted(
                        ImageConfiguration.ownArchitecture()));
        // When
        ImageArchive.Content read = read(image.write(folder.resolve("saved.tar")));
        // Then
        assertThat(Files.readAllBytes(read.layers().get(0).file())).startsWith(0x1f, 0x8b);
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damaged("has no manifest.json", image -> image.without("manifest.json")),
                damaged("lacks the configuration", image -> image.without("config.json")),
                damaged("lacks the layer", image -> image.without("layer.tar.gz")),
                damaged("is not what its digest says", image -> image.put("layer.tar.gz", "another")),
                damaged("has 0 images", image -> image.put("manifest.json", "[]")),
                damaged("manifest.json or configuration is none", image -> image.put("manifest.json", "[[")),
                damaged("has not the expected form", image -> image.put("manifest.json", "{}")),
                damaged(
                        "1 layers and 0 digests",
                        image -> image.put(
                                "config.json",
                                "{\"os\":\"linux\",\"architecture\":\""
                                        + ImageConfiguration.ownArchitecture()
                                        + "\"}")),
                damaged("is for windows/", image -> image.replace("config.json", "linux", "windows")),
                damaged(
                        "is for linux/s390x",
                        image -> image.replace("config.json", ImageConfiguration.ownArchitecture(), "s390x")));
    }

    private static Arguments damaged(String why, Damage damage) {
        return Arguments.of(why, damage);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void whatIsNoImageForThisMachineIsToldApart(String why, Damage damage) throws IOException {
        Path file = damage.done(SavedImage.withLayer(folder)).write(folder.resolve("saved.tar"));

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(BaseUnavailableException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aFileThatIsNoTarSaysWhatItIs() throws IOException {
        Path text = Files.writeString(folder.resolve("text.tar"), "FROM debian\n".repeat(100));
        Path packed = Files.write(folder.resolve("saved.tar.gz"), new byte[] {0x1f, (byte) 0x8b, 8});

        assertThatThrownBy(() -> read(text))
                .hasMessage("the file " + text + " cannot be read as an image: Corrupted TAR archive");
        assertThatThrownBy(() -> read(packed)).hasMessageContaining("unpack it with gunzip");
    }

    private ImageArchive.Content read(Path file) throws BaseUnavailableException {
        return new ImageArchive(file, new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES))
                .read(folder.resolve("layers"));
    }
}
