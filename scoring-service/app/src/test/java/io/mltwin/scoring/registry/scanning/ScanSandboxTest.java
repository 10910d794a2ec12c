package io.mltwin.scoring.registry.scanning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.scoring.registry.archives.HostileTars;
import io.mltwin.scoring.registry.scanning.PackageInventory.ImagePackage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each layer is read in a process of its own, whose end is no end of this one. */
@Timeout(300)
class ScanSandboxTest {

    private static final Path JAVA = Path.of(System.getProperty("java.home"));

    @TempDir
    Path place;

    private static ScanSandbox.Layer layer(byte[] content) {
        return new ScanSandbox.Layer(content.length, () -> new ByteArrayInputStream(content));
    }

    private List<ImagePackage> scan(byte[]... layers) throws IOException {
        return new ScanSandbox(place.resolve("scans"), JAVA, Duration.ofMinutes(2))
                .scan(Arrays.stream(layers).map(ScanSandboxTest::layer).toList());
    }

    @Test
    void packagesOfAllLayersAreFound() throws IOException {
        assertThat(scan(
                        new LayerFiles()
                                .file("var/lib/dpkg/status", "Package: a\nVersion: 2\n")
                                .file("app/a.jar", jar())
                                .gzip(),
                        new LayerFiles()
                                .file("etc/os-release", "VERSION_ID=12\n")
                                .plain()))
                .containsExactlyInAnyOrder(
                        new ImagePackage("Debian:12", "a", "2", "var/lib/dpkg/status"),
                        new ImagePackage("Maven", "g:a", "1", "app/a.jar"));
    }

    private static byte[] jar() throws IOException {
        return LayerFiles.jar("META-INF/maven/g/a/pom.properties", "groupId=g\nartifactId=a\nversion=1\n");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"RATIO", "MANY_ENTRIES"})
    void aHostileTarIsUnreadable(HostileTars hostile) {
        assertThatThrownBy(() -> scan(hostile.layer()))
                .isInstanceOf(ScanProcess.UnreadableImageException.class)
                .hasMessageContaining(hostile.reason());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JAR_RATIO")
    void aHostileFileInALayerEndsNothing(HostileFiles hostile) throws IOException {
        LayerFiles layer = new LayerFiles();
        hostile.addTo(layer);
        byte[] packed = layer.file("good.dist-info/METADATA", "Name: good\nVersion: 1\n")
                .gzip();

        if (hostile.refused() == null) {
            assertThat(scan(packed)).extracting(ImagePackage::name).contains("good");
        } else {
            assertThatThrownBy(() -> scan(packed))
                    .isInstanceOf(ScanProcess.UnreadableImageException.class)
                    .hasMessageContaining(hostile.refused());
        }
    }

    @Test
    void aProcessThatNeedsMoreMemoryThanItHasEndsAlone() throws IOException {
        assertThatThrownBy(() -> scan(HostileFiles.layersThatEndTheProcess().toArray(byte[][]::new)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("OutOfMemory");
    }

    @Test
    void aProcessThatTakesTooLongIsEnded() {
        ScanSandbox impatient = new ScanSandbox(place.resolve("scans"), JAVA, Duration.ofSeconds(2));
        ScanSandbox.Layer silent = new ScanSandbox.Layer(1 << 20, () -> new ByteArrayInputStream(new byte[10]));

        assertThatThrownBy(() -> impatient.scan(List.of(silent)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("too long");
    }

    @Test
    void aLayerThatIsMissingHereIsNoFaultOfTheProcess() {
        ScanSandbox.Layer missing = new ScanSandbox.Layer(10, () -> {
            throw new UncheckedIOException(new IOException("the disk is gone"));
        });

        assertThatThrownBy(() ->
                        new ScanSandbox(place.resolve("scans"), JAVA, Duration.ofMinutes(1)).scan(List.of(missing)))
                .hasMessageContaining("the disk is gone");
    }
}
