package io.mltwin.scoring.registry.scanning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.scoring.registry.scanning.PackageInventory.ImagePackage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageInventoryTest {

    private static final String STATUS = """
            Package: libssl1.1
            Status: install ok installed
            Source: openssl
            Version: 1.1.1k-1+deb11u1
            Description: library
             with a second line: of text

            Package: zlib1g
            Status: install ok installed
            Source: zlib (1:1.2.11.dfsg-2)
            Version: 1:1.2.11.dfsg-2+b1

            Package: gone
            Status: deinstall ok config-files
            Version: 1
            """;
    private static final String POM = "groupId=g\nartifactId=a\nversion=1.2\n";

    private final PackageInventory inventory = new PackageInventory(1 << 20);

    private void add(byte[] layer) throws IOException {
        inventory.addLayer(new ByteArrayInputStream(layer));
    }

    private static ImagePackage one(String ecosystem, String name, String version, String path) {
        return new ImagePackage(ecosystem, name, version, path);
    }

    @Test
    void archivesCountByWhatTheyUnpackTo() throws IOException {
        LayerFiles layer = new LayerFiles();
        HostileFiles.JAR_RATIO.addTo(layer);

        assertThatThrownBy(() -> add(layer.gzip()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(HostileFiles.JAR_RATIO.refused());
    }

    @Test
    void packagesOfAllManagersAreFoundInPlainAndCompressedLayers() throws IOException {
        // Given
        String site = "usr/lib/python3/dist-packages/PyYAML-5.3.1.dist-info/METADATA";
        // When
        add(new LayerFiles()
                .file("./etc/os-release", "ID=debian\nVERSION_ID=\"11\"\n")
                .file("var/lib/dpkg/status", STATUS)
                .gzip());
        add(new LayerFiles()
                .file(site, "Metadata-Version: 2.1\nName: PyYAML\nVersion: 5.3.1\n\nName: no\n")
                .file("app/a.jar", LayerFiles.jar("META-INF/maven/g/a/pom.properties", POM))
                .file(
                        "app/boot.jar",
                        LayerFiles.jarOf(
                                "BOOT-INF/lib/in.jar", LayerFiles.jar("META-INF/maven/g/a/pom.properties", POM)))
                .file(
                        "app/m.jar",
                        LayerFiles.jar(
                                "META-INF/MANIFEST.MF",
                                "Manifest-Version: 1.0\nImplementation-Vendor-Id: org.m\nImplementation-Title: m\nImplementation-Version: 3\n"))
                .file("app/broken.jar", "no archive")
                .plain());
        // Then
        assertThat(inventory.packages())
                .containsExactlyInAnyOrder(
                        one("Debian:11", "openssl", "1.1.1k-1+deb11u1", "var/lib/dpkg/status"),
                        one("Debian:11", "zlib", "1:1.2.11.dfsg-2", "var/lib/dpkg/status"),
                        one("PyPI", "pyyaml", "5.3.1", site),
                        one("Maven", "g:a", "1.2", "app/a.jar"),
                        one("Maven", "g:a", "1.2", "app/boot.jar!/BOOT-INF/lib/in.jar"),
                        one("Maven", "org.m:m", "3", "app/m.jar"));
    }

    @Test
    void aLaterLayerReplacesAndDeletes() throws IOException {
        byte[] jar = LayerFiles.jar("META-INF/maven/g/a/pom.properties", POM);
        add(new LayerFiles()
                .file("var/lib/dpkg/status", STATUS)
                .file("app/a.jar", jar)
                .file("lib/b.jar", jar)
                .file("opt/x/c.jar", jar)
                .plain());
        add(new LayerFiles()
                .file("var/lib/dpkg/status", "Package: new\nVersion: 2\n")
                .file("app/.wh.a.jar", "")
                .file("lib/.wh..wh..opq", "")
                .file("opt/.wh.x", "")
                .plain());
        assertThat(inventory.packages()).containsExactly(one("Debian", "new", "2", "var/lib/dpkg/status"));
    }

    @Test
    void anOpaqueFolderHidesEarlierLayersAlone() throws IOException {
        byte[] jar = LayerFiles.jar("META-INF/maven/g/a/pom.properties", POM);
        add(new LayerFiles().file("lib/old.jar", jar).file("opt/x/c.jar", jar).plain());
        add(new LayerFiles()
                .file("lib/new.jar", jar)
                .file("lib/.wh..wh..opq", "")
                .file("opt/x", "a file in the place of the folder")
                .plain());
        assertThat(inventory.packages()).containsExactly(one("Maven", "g:a", "1.2", "lib/new.jar"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ID=ubuntu;VERSION_ID=\"22.04\" | Ubuntu:22.04",
                "VERSION_ID='12';ID=debian | Debian:12",
                "ID=debian;NAME=\"Debian testing\" | Debian",
                "ID=alpine;VERSION_ID=3.19.0 | alpine:3.19.0"
            })
    void packagesOfDpkgBelongToTheDistribution(String release, String ecosystem) throws IOException {
        add(new LayerFiles()
                .file("var/lib/dpkg/status", "Package: a\nVersion: 2\n")
                .file("usr/lib/os-release", release.replace(';', '\n'))
                .plain());
        assertThat(inventory.packages()).containsExactly(one(ecosystem, "a", "2", "var/lib/dpkg/status"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usr/lib/python3/dist-packages/Py_YAML-5.3.1.egg-info/PKG-INFO",
                "usr/lib/python3/dist-packages/Py_YAML-5.3.1.egg-info",
                "opt/miniconda/lib/python3.8/site-packages/Py_YAML-5.3.1.dist-info/METADATA"
            })
    void pythonKeepsItsDistributionsInThreeForms(String path) throws IOException {
        add(new LayerFiles().file(path, "Name: Py.YAML\nVersion: 5.3.1\n").plain());
        assertThat(inventory.packages()).containsExactly(one("PyPI", "py-yaml", "5.3.1", path));
    }

    @Test
    void missingVersionIsNoVersion() throws IOException {
        add(new LayerFiles()
                .file("a.dist-info/METADATA", "Name: a\nVersion: " + "1.".repeat(1000) + "\n")
                .plain());
        assertThat(inventory.packages()).isEmpty();
    }

    @Test
    void unreadableFileIsSaid() throws IOException {
        byte[] large = new LayerFiles().file("a", new byte[2 << 20]).gzip();
        assertThatThrownBy(() -> add(large)).isInstanceOf(IOException.class).hasMessageContaining("too large");
        assertThatThrownBy(() -> add(new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("zstd");
    }

    @Test
    void anAdvisoryCountsForItsEcosystemAndRange() {
        Advisory.Affected affected = new Advisory.Affected(
                new Advisory.Package("Debian:11", "openssl"),
                List.of(new Advisory.Range(
                        "ECOSYSTEM",
                        List.of(
                                new Advisory.Event("0", null, null),
                                new Advisory.Event(null, "1.1.1k-1+deb11u2", null)))),
                List.of("9"));
        AdvisoryMatcher matcher = new AdvisoryMatcher(
                List.of(new Advisory("A", null, null, null, null, null, null, List.of(affected), null)));
        assertThat(match(matcher, "Debian:11", "1.1.1k-1")).isEqualTo("1.1.1k-1+deb11u2");
        assertThat(match(matcher, "Debian:11", "1.1.1k-1+deb11u2")).isNull();
        assertThat(match(matcher, "Debian:12", "1.1.1k-1")).isNull();
        assertThat(match(matcher, "Debian", "1.1.1k-1")).isEqualTo("1.1.1k-1+deb11u2");
        assertThat(match(matcher, "PyPI", "1")).isNull();
        assertThat(match(matcher, "Debian:11", "9")).isEqualTo("none");
    }

    private static String match(AdvisoryMatcher matcher, String ecosystem, String version) {
        List<AdvisoryMatcher.Match> found = matcher.match(List.of(one(ecosystem, "openssl", version, "p")));
        return found.isEmpty()
                ? null
                : found.get(0).fixedIn() == null ? "none" : found.get(0).fixedIn();
    }
}
