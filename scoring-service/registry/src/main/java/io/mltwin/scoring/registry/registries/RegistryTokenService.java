package io.mltwin.scoring.registry.registries;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.AzureException.notBuiltIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.Sha256;
import io.mltwin.resourceprovider.NameRule;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.scoring.keys.Secrets;
import io.mltwin.scoring.registry.registries.TokenBody.Credentials;
import io.mltwin.scoring.registry.registries.TokenBody.Generate;
import io.mltwin.scoring.registry.registries.TokenBody.Generated;
import io.mltwin.scoring.registry.registries.TokenBody.Password;
import io.mltwin.scoring.registry.registries.TokenBody.Properties;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Tokens of a registry as resources, and the passwords that are made for them. */
@Singleton
record RegistryTokenService(
        TokenRepository rows,
        ScopeMapRepository scopeMaps,
        RegistryRepository registries,
        Secrets secrets,
        Clock clock) {

    private static final List<String> PASSWORDS = List.of("password1", "password2");
    private static final int PASSWORD_LENGTH = 52;

    static final NameRule NAME = NameRule.of(
            "[A-Za-z0-9_-]{5,50}", "names of tokens have 5 to 50 letters, digits, hyphens and underscores.");

    /** Validates the body of a PUT. */
    static void validatePut(ArmCall call, TokenBody body) {
        invalidRequestContentIf(
                body.properties() == null || body.properties().scopeMapId() == null,
                "'properties.scopeMapId' is required.");
        validatePatch(call, body);
    }

    /** Validates the body of a PATCH. */
    static void validatePatch(ArmCall call, TokenBody body) {
        Properties properties = body.properties();
        if (properties == null) {
            return;
        }
        invalidRequestContentIf(
                AsciiCase.isOther(properties.status(), "enabled", "disabled"),
                "'properties.status' must be enabled or disabled.");
        Credentials credentials = properties.credentials();
        notBuiltIf(
                credentials != null
                        && credentials.certificates() != null
                        && !credentials.certificates().isEmpty(),
                "Certificates as credentials of a registry's token");
    }

    /** Changes a token as a PUT or PATCH says. */
    void change(TokenEntity token, TokenBody body) {
        Properties asked = body.properties();
        if (asked != null && asked.scopeMapId() != null) {
            token.scopeMapId = requireScopeMap(token.armId().parent(), asked.scopeMapId());
        }
        if (asked != null && asked.status() != null) {
            token.enabled = AsciiCase.equal(asked.status(), "enabled");
        }
    }

    private String requireScopeMap(ArmResourceId registry, String text) {
        String prefix = registry + "/scopeMaps/";
        String name = AsciiCase.startsWith(text, prefix) ? text.substring(prefix.length()) : "";
        invalidRequestContentIf(
                name.isEmpty() || scopeMaps.present(AsciiCase.lower(text)) == null,
                "'properties.scopeMapId' names no scope map of this registry: '%s'.",
                text);
        return prefix + name;
    }

    /** Makes one password of a token, or both; what they were before is good no longer. */
    Outcome generateCredentials(ArmCall call, Generate request) {
        TokenEntity token = token(registries.require(call.id()), request.tokenId());
        if (request.name() != null && !PASSWORDS.contains(request.name())) {
            throw invalidRequestContent("The password 'name' is password1 or password2, not '%s'.", request.name());
        }
        invalidRequestContentIf(
                request.expiry() != null && !request.expiry().isAfter(clock.instant()),
                "The 'expiry' must lie in the future.");
        List<Password> made = new ArrayList<>();
        for (String name : request.name() == null ? PASSWORDS : List.of(request.name())) {
            String value = secrets.generate(PASSWORD_LENGTH);
            TokenPasswordEntity password = rows.password(token, name);
            password.hash = Sha256.hex(value);
            password.createdAt = clock.instant();
            password.expiry = request.expiry();
            rows.getEntityManager().persist(password);
            made.add(new Password(password.createdAt, password.expiry, name, value));
        }
        return Outcome.ok(new Generated(token.name, made));
    }

    private TokenEntity token(RegistryEntity registry, String tokenId) {
        TokenEntity token = tokenId == null || !AsciiCase.startsWith(tokenId, registry.id + "/tokens/")
                ? null
                : rows.present(AsciiCase.lower(tokenId));
        invalidRequestContentIf(token == null, "'tokenId' names no token of this registry: '%s'.", tokenId);
        return token;
    }

    TokenBody body(TokenEntity token) {
        return new TokenBody(new Properties(
                token.createdAt,
                "Succeeded",
                token.scopeMapId,
                new Credentials(
                        List.of(),
                        rows.passwords(token).stream()
                                .map(password -> new Password(password.createdAt, password.expiry, password.name, null))
                                .toList()),
                token.enabled ? "enabled" : "disabled"));
    }
}
