package io.mltwin.identity.oauth.signin;

import static io.mltwin.identity.oauth.signin.SignInErrors.challengeMethod;
import static io.mltwin.identity.oauth.signin.SignInErrors.challengeRequired;
import static io.mltwin.identity.oauth.signin.SignInErrors.challengeSize;
import static io.mltwin.identity.oauth.signin.SignInErrors.invalidMaxAge;
import static io.mltwin.identity.oauth.signin.SignInErrors.noReplyAddress;
import static io.mltwin.identity.oauth.signin.SignInErrors.replyAddressMismatch;
import static io.mltwin.identity.oauth.signin.SignInErrors.responseTypeNotEnabled;
import static io.mltwin.identity.oauth.signin.SignInErrors.unsupportedPrompt;
import static io.mltwin.identity.oauth.signin.SignInErrors.unsupportedResponseMode;
import static io.mltwin.identity.oauth.signin.SignInErrors.unsupportedResponseType;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.ClientApplication.Platform;
import io.mltwin.identity.directory.ClientApplication.RedirectUri;
import io.mltwin.identity.oauth.codes.AuthorizedRequest;
import io.mltwin.identity.oauth.signin.SignInFlow.Progress;
import io.mltwin.identity.oauth.tokens.DelegatedScopes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Validates requests to Azure AD's authorization endpoint. First it finds the address for the
 * answer; until then an error is a page. Then it validates the rest, whose errors go to the client.
 */
@Singleton
record AuthorizeRequestValidator(SignInTenants tenants, DelegatedScopes scopes, Clock clock) {

    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final Set<String> MODES = Set.of(ClientReply.QUERY, ClientReply.FRAGMENT, ClientReply.FORM_POST);
    private static final Set<String> PROMPTS = Set.of("none", "login", "consent", "select_account");
    private static final Set<String> OTHER_TYPES = Set.of("token", "id_token", "none");
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9._~-]{43,128}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final String PLAIN = "plain";

    /** The client and the address and mode of the answer to it. */
    record ReplyAddress(
            ClientApplication client, RedirectUri registered, String redirectUri, String responseMode, String state) {}

    ReplyAddress address(String tenant, SentFields sent) {
        String clientId = AsciiCase.lower(sent.required("client_id"));
        ClientApplication client = tenants.client(clientId, tenant);
        String redirectUri = sent.optional("redirect_uri");
        if (redirectUri == null) {
            throw noReplyAddress();
        }
        RedirectUri registered = RedirectAddresses.match(client, redirectUri)
                .orElseThrow(() -> replyAddressMismatch(redirectUri, clientId));
        return new ReplyAddress(client, registered, redirectUri, knownMode(sent), sent.optional("state"));
    }

    /** Returns the response mode for errors, which is never an unknown one. */
    private static String knownMode(SentFields sent) {
        String mode = sent.optional("response_mode");
        if (mode != null && MODES.contains(mode)) {
            return mode;
        }
        String type = sent.optional("response_type");
        boolean inFragment = type != null && type.contains("token");
        return inFragment ? ClientReply.FRAGMENT : ClientReply.QUERY;
    }

    SignInFlow flow(String tenant, ReplyAddress address, SentFields sent, boolean v2) {
        requireCode(sent.required("response_type"));
        String mode = sent.optional("response_mode");
        if (mode != null && !MODES.contains(mode)) {
            throw unsupportedResponseMode(mode);
        }
        String scope = v2 ? v2Scope(sent) : v1Scope(sent.optional("resource"));
        String resource = scopes.resource(scope);
        String clientId = address.client().clientId();
        tenants.named(tenant).ifPresent(known -> scopes.requireResource(resource, known, clientId));
        String challenge = sent.optional("code_challenge");
        String method = requireProofKey(address, challenge, sent);
        String prompt = prompt(sent.optional("prompt"));
        Instant now = clock.instant();
        AuthorizedRequest request = new AuthorizedRequest(
                address.client().clientId(),
                address.redirectUri(),
                scope,
                challenge,
                method,
                sent.optional("nonce"),
                v2);
        return new SignInFlow(
                tenant,
                address.client().clientId(),
                request,
                null,
                scope,
                address.responseMode(),
                address.state(),
                prompt,
                sent.optional("login_hint"),
                now.plus(LIFETIME).getEpochSecond(),
                Progress.begin(signInAfter(prompt, sent.optional("max_age"), now)));
    }

    /** Begins the sign-in for a device whose code a user has typed. */
    SignInFlow flow(String tenant, String clientId, String userCode, String scope) {
        return new SignInFlow(
                tenant,
                clientId,
                null,
                userCode,
                scope,
                null,
                null,
                null,
                null,
                clock.instant().plus(LIFETIME).getEpochSecond(),
                Progress.begin(0));
    }

    /** Returns the flow before a user has typed the code of a device. */
    SignInFlow beforeUserCode() {
        return flow("common", "", "", "");
    }

    private static void requireCode(String responseType) {
        if (responseType.equals("code")) {
            return;
        }
        Set<String> words = Set.copyOf(java.util.List.of(responseType.split(" +")));
        boolean known = words.stream().allMatch(word -> word.equals("code") || OTHER_TYPES.contains(word));
        throw known ? responseTypeNotEnabled(responseType) : unsupportedResponseType(responseType);
    }

    private String v2Scope(SentFields sent) {
        scopes.refuseOnVersion2(sent.optional("resource"));
        return sent.required("scope");
    }

    private String v1Scope(String resource) {
        return (resource == null ? scopes.graph() : resource) + "/.default openid";
    }

    private static String requireProofKey(ReplyAddress address, String challenge, SentFields sent) {
        String method = sent.optional("code_challenge_method");
        if (challenge == null) {
            boolean optional = !address.client().publicClient()
                    && !address.client().proofKeyRequired()
                    && address.registered().platform() == Platform.WEB;
            if (!optional || method != null) {
                throw challengeRequired();
            }
            return null;
        }
        if (!CHALLENGE.matcher(challenge).matches()) {
            throw challengeSize();
        }
        if (method == null || method.equals(PLAIN)) {
            return PLAIN;
        }
        if (!method.equals("S256")) {
            throw challengeMethod();
        }
        return method;
    }

    private static String prompt(String asked) {
        if (asked != null && !PROMPTS.contains(asked)) {
            throw unsupportedPrompt(asked);
        }
        return asked;
    }

    private static long signInAfter(String prompt, String maxAge, Instant now) {
        long after = "login".equals(prompt) ? micros(now) : 0;
        if (maxAge == null) {
            return after;
        }
        if (!SECONDS.matcher(maxAge).matches()) {
            throw invalidMaxAge();
        }
        return Math.max(after, micros(now.minusSeconds(Long.parseLong(maxAge))));
    }

    static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }
}
