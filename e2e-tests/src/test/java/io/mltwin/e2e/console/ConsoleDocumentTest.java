package io.mltwin.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pictures of docs/console.md are those of its pages, and small. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class ConsoleDocumentTest {
    private static final Path DOCS = Path.of(System.getProperty("mltwin.checkout"), "docs");
    private static final Pattern PICTURE = Pattern.compile("\\(images/(console-[A-Za-z-]+\\.png)\\)");
    private static final long MOST_BYTES = 1_500_000;

    @Test
    void eachPictureIsOfAPage() throws IOException {
        List<String> pages = DocumentedPage.readAll(DOCS.getParent()).stream()
                .map(page -> "console-" + page.pictureName() + ".png")
                .toList();
        List<String> shown = PICTURE.matcher(Files.readString(DOCS.resolve("console.md")))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(pages).doesNotHaveDuplicates().containsAll(shown);
        try (var files = Files.list(DOCS.resolve("images"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> name.startsWith("console-"))
                    .containsExactlyInAnyOrderElementsOf(shown);
        }
    }

    @Test
    void allPicturesTogetherAreSmall() throws IOException {
        long bytes = 0;
        try (var files = Files.list(DOCS.resolve("images"))) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }

        assertThat(bytes).isLessThan(MOST_BYTES);
    }
}
