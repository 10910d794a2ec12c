package io.mltwin.scoring.registry.registries;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.ArmErrors.invalidResourceName;
import static io.mltwin.armweb.AzureException.notBuiltIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.Sha256;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.scoring.keys.Secrets;
import io.mltwin.scoring.registry.registries.TokenBody.Credentials;
import io.mltwin.scoring.registry.registries.TokenBody.Generate;
import io.mltwin.scoring.registry.registries.TokenBody.Generated;
import io.mltwin.scoring.registry.registries.TokenBody.Password;
import io.mltwin.scoring.registry.registries.TokenBody.Properties;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Tokens of a registry as resources, and the passwords that are made for them. */
@ApplicationScoped
class RegistryTokenService {

    private static final List<String> PASSWORDS = List.of("password1", "password2");
    private static final int PASSWORD_LENGTH = 52;

    private final TokenRepository rows;
    private final Secrets secrets;
    private final Clock clock;

    RegistryTokenService(TokenRepository rows, Secrets secrets, Clock clock) {
        this.rows = rows;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Validates the body of a PUT. */
    static void validatePut(ArmCall call, TokenBody body) {
        if (!call.id().name().matches("[A-Za-z0-9_-]{5,50}")) {
            throw invalidResourceName(
                    call.id().name(), "names of tokens have 5 to 50 letters, digits, hyphens and underscores.");
        }
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
                properties.status() != null
                        && !AsciiCase.equal(properties.status(), "enabled")
                        && !AsciiCase.equal(properties.status(), "disabled"),
                "'properties.status' must be enabled or disabled.");
        Credentials credentials = properties.credentials();
        notBuiltIf(
                credentials != null
                        && credentials.certificates() != null
                        && !credentials.certificates().isEmpty(),
                "Certificates as credentials of a registry's token");
    }

    @Transactional
    TokenBody get(ArmResourceId id) {
        return body(rows.registry(id), rows.requireToken(id));
    }

    @Transactional
    List<TokenBody> list(ArmResourceId registryId) {
        RegistryEntity registry = rows.owner(registryId);
        return rows.tokens(registry.id).stream()
                .map(token -> body(registry, token))
                .toList();
    }

    Outcome put(ArmCall call, TokenBody body) {
        RegistryEntity registry = rows.registry(call.id());
        TokenEntity token = rows.token(registry.id, call.id().name());
        boolean isNew = token == null;
        if (isNew) {
            token = new TokenEntity();
            token.id = UUID.randomUUID();
            token.registryId = registry.id;
            token.name = call.id().name();
            token.nameKey = AsciiCase.lower(token.name);
            token.enabled = true;
            token.createdAt = clock.instant();
        }
        change(registry, token, body.properties());
        rows.persist(token);
        return Outcome.saved(isNew, body(registry, token));
    }

    Outcome patch(ArmCall call, TokenBody body) {
        RegistryEntity registry = rows.registry(call.id());
        TokenEntity token = rows.requireToken(call.id());
        if (body.properties() != null) {
            change(registry, token, body.properties());
        }
        return Outcome.ok(body(registry, token));
    }

    private void change(RegistryEntity registry, TokenEntity token, Properties asked) {
        if (asked.scopeMapId() != null) {
            token.scopeMapId = requireScopeMap(registry, asked.scopeMapId());
        }
        if (asked.status() != null) {
            token.enabled = AsciiCase.equal(asked.status(), "enabled");
        }
    }

    private String requireScopeMap(RegistryEntity registry, String text) {
        String prefix = registry.armId + "/scopeMaps/";
        String name = AsciiCase.startsWith(text, prefix) ? text.substring(prefix.length()) : "";
        invalidRequestContentIf(
                !ScopeMapActions.SYSTEM.containsKey(name)
                        && (name.isEmpty() || rows.scopeMap(registry.id, name) == null),
                "'properties.scopeMapId' names no scope map of this registry: '%s'.",
                text);
        return prefix + name;
    }

    Outcome delete(ArmCall call) {
        TokenEntity token = rows.token(rows.registry(call.id()).id, call.id().name());
        if (token != null) {
            rows.delete(token);
        }
        return Outcome.deleted(token != null);
    }

    /** Makes one password of a token, or both; what they were before is good no longer. */
    Outcome generateCredentials(ArmCall call, Generate request) {
        RegistryEntity registry = rows.owner(call.id());
        TokenEntity token = token(registry, request.tokenId());
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
            rows.persist(password);
            made.add(new Password(password.createdAt, password.expiry, name, value));
        }
        return Outcome.ok(new Generated(token.name, made));
    }

    private TokenEntity token(RegistryEntity registry, String tokenId) {
        String prefix = registry.armId + "/tokens/";
        TokenEntity token = tokenId == null || !AsciiCase.startsWith(tokenId, prefix)
                ? null
                : rows.token(registry.id, tokenId.substring(prefix.length()));
        invalidRequestContentIf(token == null, "'tokenId' names no token of this registry: '%s'.", tokenId);
        return token;
    }

    private TokenBody body(RegistryEntity registry, TokenEntity token) {
        return new TokenBody(
                registry.armId + "/tokens/" + token.name,
                token.name,
                TokenBody.TYPE,
                new Properties(
                        token.createdAt,
                        "Succeeded",
                        token.scopeMapId,
                        new Credentials(
                                List.of(),
                                rows.passwords(token).stream()
                                        .map(password ->
                                                new Password(password.createdAt, password.expiry, password.name, null))
                                        .toList()),
                        token.enabled ? "enabled" : "disabled"));
    }
}
