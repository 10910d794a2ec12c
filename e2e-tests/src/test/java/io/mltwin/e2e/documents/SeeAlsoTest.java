package io.mltwin.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.local.layout.Checkout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/see-also.md has the links of the document that mltwin stands by, and says what is here. */
@OnlyOn(value = Target.PROCESSES, because = "it reads what is written, and starts nothing")
class SeeAlsoTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^|]+) \\| ([^|]+) \\|$");

    @Test
    void eachLinkOfTheDocumentIsThere() throws IOException {
        Set<String> rows = new TreeSet<>();
        for (MatchResult row : rows()) {
            rows.add(row.group(1));
            assertThat(links(row.group(2))).as(row.group(1)).allMatch(page -> page.startsWith("https://"));
            assertThat(row.group(3)).as(row.group(1)).isNotBlank();
        }
        assertThat(rows).containsExactlyInAnyOrderElementsOf(linksOfTheDocument());
    }

    /** A picture and an anchor of the document lead to no page; everything else does. */
    @Test
    void eachLinkButThoseOfTheDocumentItselfHasItsPage() throws IOException {
        assertThat(rows())
                .filteredOn(row -> !row.group(1).matches("media/.*|#.*"))
                .allMatch(row -> links(row.group(2)).size() == 1);
    }

    @Test
    void namedPagesExist() throws IOException {
        List<String> own = links(Files.readString(page())).stream()
                .filter(one -> !one.startsWith("https://"))
                .toList();
        assertThat(own).isNotEmpty();
        assertThat(own).allMatch(one -> Files.exists(page().resolveSibling(one)));
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(page())).results().toList();
    }

    private static List<String> linksOfTheDocument() throws IOException {
        try (InputStream links = SeeAlsoTest.class.getResourceAsStream("/document-links.txt")) {
            return new String(links.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static List<String> links(String text) {
        return LINK.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static Path page() {
        return Checkout.find().root().resolve("docs/see-also.md");
    }
}
