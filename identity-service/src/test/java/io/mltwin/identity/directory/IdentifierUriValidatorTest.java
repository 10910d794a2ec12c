package io.mltwin.identity.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An application is called after its own tenant or by api://, and by nobody else's name. */
class IdentifierUriValidatorTest {

    private static final List<String> DOMAINS = List.of("contoso.com", "contoso.onmicrosoft.com");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api://a",
                "api://6f7b0000-0000-4000-8000-000000000001",
                "api://6f7b0000-0000-4000-8000-000000000001/reports",
                "https://contoso.com",
                "https://contoso.com/reports",
                "https://Reports.Contoso.com/",
                "https://contoso.onmicrosoft.com/app"
            })
    void pass(String uri) {
        assertThatCode(() -> IdentifierUriValidator.require(uri, DOMAINS)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "https://ml.azure.com, HostNameNotOnVerifiedDomain",
        "https://ml.azure.com.evil.example, HostNameNotOnVerifiedDomain",
        "https://ml.azure.localhost, HostNameNotOnVerifiedDomain",
        "https://management.azure.com, HostNameNotOnVerifiedDomain",
        "https://contoso.com.evil.example, HostNameNotOnVerifiedDomain",
        "https://evilcontoso.com, HostNameNotOnVerifiedDomain",
        "https://com, HostNameNotOnVerifiedDomain",
        "https://contoso_com, HostNameNotOnVerifiedDomain",
        "https://evil.example/contoso.com, HostNameNotOnVerifiedDomain",
        "https://evil.example:443, HostNameNotOnVerifiedDomain",
        "https://[::1]/, HostNameNotOnVerifiedDomain",
        "https://contoso.com@evil.example, Request_BadRequest",
        "https://evil@contoso.com, Request_BadRequest",
        "https://evil.example?contoso.com, Request_BadRequest",
        "https://evil.example#contoso.com, Request_BadRequest",
        "https://conto\u017Fo.com, Request_BadRequest",
        "api://\u017F, Request_BadRequest",
        "https:///x, Request_BadRequest",
        "https:contoso.com, Request_BadRequest",
        "http://contoso.com, Request_BadRequest",
        "HTTPS://ml.azure.com, Request_BadRequest",
        "urn:x, Request_BadRequest",
        "https://*.contoso.com, Request_BadRequest",
        "contoso.com, Request_BadRequest",
        "'', Request_BadRequest"
    })
    void areRefused(String uri, String code) {
        assertThatThrownBy(() -> IdentifierUriValidator.require(uri, DOMAINS))
                .isInstanceOfSatisfying(AzureException.class, fault -> {
                    assertThat(fault.status()).isEqualTo(400);
                    assertThat(fault.code()).isEqualTo(code);
                });
    }
}
