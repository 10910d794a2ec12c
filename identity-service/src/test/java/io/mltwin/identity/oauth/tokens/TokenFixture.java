package io.mltwin.identity.oauth.tokens;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.identity.oauth.tokens.AccessTokenGrant.TokenVersion;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Token requests, and what their refusals look like. */
final class TokenFixture {

    private TokenFixture() {}

    /** {@code name=value} pairs, values unencoded. */
    static TokenRequest request(TokenVersion version, String... pairs) {
        StringBuilder form = new StringBuilder();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            form.append(form.isEmpty() ? "" : "&")
                    .append(pair, 0, equals + 1)
                    .append(UriEncoding.encodeFormValue(pair.substring(equals + 1)));
        }
        return read(version, form.toString(), null);
    }

    /** A form as it was sent. */
    static TokenRequest read(TokenVersion version, String form, String authorization) {
        return TokenRequest.read(
                version,
                "contoso",
                "application/x-www-form-urlencoded",
                form,
                authorization,
                TokenRequest.From.NOWHERE);
    }

    static void assertRefused(ThrowingCallable call, int status, String error, String code) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(AzureException.class))
                .satisfies(fault -> {
                    org.assertj.core.api.Assertions.assertThat(fault.status()).isEqualTo(status);
                    org.assertj.core.api.Assertions.assertThat(fault.code()).isEqualTo(error);
                    org.assertj.core.api.Assertions.assertThat(fault.content().innerCode())
                            .isEqualTo(code);
                    org.assertj.core.api.Assertions.assertThat(fault.getMessage())
                            .startsWith("AADSTS" + code + ": ");
                });
    }
}
