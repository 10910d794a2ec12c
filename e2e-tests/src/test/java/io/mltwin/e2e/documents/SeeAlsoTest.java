package io.mltwin.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.local.layout.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/see-also.md has the links of the document that mltwin stands by. */
@OnlyOn(value = Target.PROCESSES, because = "it reads what is written, and starts nothing")
class SeeAlsoTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Vulnerability scanning, /defender-for-container-registries-introduction",
        "Vulnerability scanning, /defender-for-kubernetes-introduction",
        "Azure Policy, /governance/policy/overview",
        "Azure Policy, /how-to-integrate-azure-policy",
        "Next steps, /how-to-secure-web-service",
        "Next steps, /how-to-consume-web-service",
        "Next steps, /how-to-access-azureml-behind-firewall",
        "Next steps, /how-to-network-security-overview",
        "Next steps, /recommenders",
        "Next steps, /real-time-recommendation"
    })
    void eachLinkOfTheDocumentIsThere(String section, String page) throws IOException {
        String text = Files.readString(page());
        int start = text.indexOf("## " + section + "\n");
        int next = text.indexOf("\n## ", start);
        String rows = text.substring(start, next < 0 ? text.length() : next);
        assertThat(links(rows)).anyMatch(one -> one.startsWith("https://") && one.endsWith(page));
    }

    @Test
    void whatIsHereExists() throws IOException {
        List<String> own =
                links(Files.readString(page())).stream()
                        .filter(one -> !one.startsWith("https://"))
                        .toList();
        assertThat(own).isNotEmpty();
        assertThat(own).allMatch(one -> Files.exists(page().resolveSibling(one)));
    }

    private static List<String> links(String text) {
        return LINK.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
    }

    private static Path page() {
        return Checkout.find().root().resolve("docs/see-also.md");
    }
}
