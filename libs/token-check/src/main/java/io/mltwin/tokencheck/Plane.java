package io.mltwin.tokencheck;

import io.mltwin.armweb.Envelope;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.requests.BodyRule;
import io.mltwin.platform.requests.RequestPlane;
import io.mltwin.platform.requests.RequestPlane.BodyRules;
import java.util.List;
import java.util.Set;

/**
 * A surface of a service: which tokens it accepts and in which form it reports errors.
 *
 * @param prefix internal path prefix, {@code /arm}
 * @param audiences audiences of AAD tokens it accepts; {@code {name}} stands for the segment that
 *     follows the prefix in the path
 * @param anonymous answers without a token: metadata, keys, challenges, ingestion; nothing else
 * @param otherSchemes lets requests without a Bearer token through to a resource that checks a
 *     credential of its own kind (SharedKey, SAS, Basic, service key) and refuses on its own
 * @param answersDuringReset what a reset itself needs: health, administration, tokens and keys
 * @param bodies how large the bodies of its requests may be, and how they are read
 */
public record Plane(
        String prefix,
        Envelope envelope,
        Set<TokenKind> accepts,
        List<String> audiences,
        boolean anonymous,
        boolean otherSchemes,
        boolean answersDuringReset,
        BodyRules bodies)
        implements RequestPlane {

    /** Stands in an audience for the name that follows the prefix. */
    static final String NAME = "{name}";

    public Plane(
            String prefix,
            Envelope envelope,
            Set<TokenKind> accepts,
            List<String> audiences,
            boolean anonymous,
            boolean otherSchemes) {
        this(prefix, envelope, accepts, audiences, anonymous, otherSchemes, false, (method, path) -> BodyRule.DOCUMENT);
    }

    public static Plane anonymous(String prefix, Envelope envelope) {
        return new Plane(prefix, envelope, Set.of(), List.of(), true, false);
    }

    /** AAD tokens for one of these audiences. */
    public static Plane aad(String prefix, Envelope envelope, List<String> audiences) {
        return new Plane(prefix, envelope, Set.of(TokenKind.AAD), List.copyOf(audiences), false, false);
    }

    public static Plane of(String prefix, Envelope envelope, TokenKind kind) {
        return new Plane(prefix, envelope, Set.of(kind), List.of(), false, false);
    }

    /** Azure ML's tokens for one of these notebook resources. */
    public static Plane notebook(String prefix, Envelope envelope, List<String> audiences) {
        return new Plane(prefix, envelope, Set.of(TokenKind.NOTEBOOK), List.copyOf(audiences), false, false);
    }

    /** Returns the same plane accepting one more kind. */
    public Plane and(TokenKind kind) {
        Set<TokenKind> all = new java.util.HashSet<>(accepts);
        all.add(kind);
        return new Plane(
                prefix, envelope, Set.copyOf(all), audiences, anonymous, otherSchemes, answersDuringReset, bodies);
    }

    /** Returns the same plane letting other credentials through to its resource. */
    public Plane withOtherSchemes() {
        return new Plane(prefix, envelope, accepts, audiences, anonymous, true, answersDuringReset, bodies);
    }

    /** Returns the same plane answering while a reset keeps all others closed. */
    public Plane duringReset() {
        return new Plane(prefix, envelope, accepts, audiences, anonymous, otherSchemes, true, bodies);
    }

    /** Returns the same plane taking bodies by another rule than one JSON document's. */
    public Plane withBodies(BodyRule rule) {
        return withBodies((method, path) -> rule);
    }

    /** Returns the same plane taking bodies by a rule for each path. */
    public Plane withBodies(BodyRules rules) {
        return new Plane(prefix, envelope, accepts, audiences, anonymous, otherSchemes, answersDuringReset, rules);
    }

    /**
     * The plane as it is for a request to this path: a storage account accepts tokens for its own
     * address, and for no other account's.
     */
    public Plane at(String path) {
        String name = name(path);
        if (name == null) {
            return this;
        }
        return new Plane(
                prefix,
                envelope,
                accepts,
                audiences.stream()
                        .filter(audience -> !(name.isEmpty() && audience.contains(NAME)))
                        .map(audience -> audience.replace(NAME, name))
                        .toList(),
                anonymous,
                otherSchemes,
                answersDuringReset,
                bodies);
    }

    /**
     * Returns the segment of a path by which the audiences go, empty when it is missing; null when
     * they are the same for all paths.
     */
    public String name(String path) {
        if (audiences.stream().noneMatch(audience -> audience.contains(NAME))) {
            return null;
        }
        String rest = path.substring(Math.min(path.length(), prefix.length() + 1));
        return rest.split("/", 2)[0];
    }

    /**
     * Returns the name for which an audience is accepted here and under no other name; null for
     * none.
     *
     * @param audience null for none
     */
    public String nameIn(String audience) {
        for (String accepted : audiences) {
            int at = accepted.indexOf(NAME);
            if (audience == null || at < 0) {
                continue;
            }
            String end = accepted.substring(at + NAME.length());
            int length = audience.length() - end.length();
            if (length > at
                    && AsciiCase.startsWith(audience, accepted.substring(0, at))
                    && AsciiCase.equal(audience.substring(length), end)
                    && audience.indexOf('/', at) < 0) {
                return AsciiCase.lower(audience.substring(at, length));
            }
        }
        return null;
    }

    /**
     * Returns true when the resource itself looks for a credential, if any is needed: the plane
     * asks for none, or the caller brings one of another kind than a token.
     *
     * @param bearer what follows {@code Bearer} in the header, or null
     */
    public boolean leavesToResource(String bearer) {
        // a service key has no dot and is no token
        return anonymous || otherSchemes && (bearer == null || bearer.indexOf('.') < 0);
    }

    boolean covers(String path) {
        return path.startsWith(prefix)
                && (path.length() == prefix.length() || prefix.endsWith("/") || path.charAt(prefix.length()) == '/');
    }

    boolean acceptsAudience(String audience) {
        for (String accepted : audiences) {
            if (AsciiCase.equal(withoutSlash(accepted), audience)) {
                return true;
            }
        }
        return false;
    }

    static String withoutSlash(String text) {
        String bare = text;
        while (bare.endsWith("/")) {
            bare = bare.substring(0, bare.length() - 1);
        }
        return bare;
    }
}
