package io.mltwin.identity.oauth.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.ClientApplication.Platform;
import io.mltwin.identity.directory.ClientApplication.RedirectUri;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectAddressesTest {

    private static final ClientApplication CLIENT = new ClientApplication(
            "id",
            "object",
            "tenant",
            "Client",
            false,
            false,
            List.of(
                    new RedirectUri(Platform.WEB, "https://app.example.com/signin?x=1"),
                    new RedirectUri(Platform.WEB, "http://localhost/web"),
                    new RedirectUri(Platform.SPA, "http://127.0.0.1:3000/spa"),
                    new RedirectUri(Platform.PUBLIC, "http://localhost"),
                    new RedirectUri(Platform.PUBLIC, "myapp://auth"),
                    new RedirectUri(Platform.WEB, "https://app.example.com/#f"),
                    new RedirectUri(Platform.WEB, "not an address")));

    @ParameterizedTest
    @CsvSource({
        "https://app.example.com/signin?x=1, WEB",
        "http://localhost/web, WEB",
        "http://localhost:8400/web, WEB",
        "http://127.0.0.1:3000/spa, SPA",
        "http://127.0.0.1:4000/spa, SPA",
        "http://localhost, PUBLIC",
        "http://localhost/, PUBLIC",
        "http://localhost:8400, PUBLIC",
        "http://localhost:8400/any/path?q=1, PUBLIC",
        "myapp://auth, PUBLIC",
    })
    void allowed(String asked, Platform by) {
        assertThat(RedirectAddresses.match(CLIENT, asked))
                .get()
                .extracting(RedirectUri::platform)
                .isEqualTo(by);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.com/signin",
                "https://app.example.com/signin?x=1&y=2",
                "https://app.example.com/signin?x=1#f",
                "https://app.example.com/Signin?x=1",
                "https://app.example.com:443/signin?x=1",
                "https://APP.example.com/signin?x=1",
                "https://app.example.com/a/../signin?x=1",
                "https://app.example.com/signin?x=1 ",
                "https://app.example.com@evil.example/signin?x=1",
                "https://app.example.com.evil.example/signin?x=1",
                "http://app.example.com/signin?x=1",
                "//app.example.com/signin?x=1",
                "javascript:alert(1)",
                "data:text/html,x",
                "http://localhost.evil.example",
                "http://localhost@evil.example",
                "http://localhost:80@evil.example/",
                "http://user@localhost/",
                "http://localhost:8400/#f",
                "http://localhost:8400\\@evil.example",
                "http://localhost:99999/",
                "http://localhost:8400/\r\nSet-Cookie:a=b",
                "http://LOCALHOST:8400",
                "http://localhost.:8400",
                "http://[::1]:8400",
                "http://2130706433/",
                "https://localhost:8400",
                "http://127.0.0.1:4000/",
                "http://127.0.0.1:4000/spa/more",
                "http://localhöst/",
                "myapp://other",
                "myapp://auth/more",
                "https://app.example.com/#f",
                "not an address",
                "*",
                "",
            })
    void refused(String asked) {
        assertThat(RedirectAddresses.match(CLIENT, asked)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example.com/signin?x=1, https://app.example.com",
        "http://localhost:8400/a, http://localhost:8400",
        "myapp://auth, myapp:",
    })
    void theOriginOfAnAddress(String address, String origin) {
        assertThat(RedirectAddresses.origin(address)).isEqualTo(origin);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.test/x, query, https://a.test/x?code=1+%262&state=s%3D",
        "https://a.test/x?y=1, query, https://a.test/x?y=1&code=1+%262&state=s%3D",
        "https://a.test/x?, query, https://a.test/x?code=1+%262&state=s%3D",
        "https://a.test/x, fragment, https://a.test/x#code=1+%262&state=s%3D",
    })
    void theWayBack(String address, String mode, String location) {
        java.util.Map<String, String> fields = new java.util.LinkedHashMap<>();
        fields.put("code", "1 &2");
        fields.put("state", "s=");

        assertThat(new ClientReply(address, mode, fields).location()).isEqualTo(location);
    }
}
