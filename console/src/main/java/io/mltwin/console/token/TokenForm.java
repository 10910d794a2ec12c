package io.mltwin.console.token;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.console.page.TypedText;
import io.mltwin.console.session.TokenAudience;
import org.jboss.resteasy.reactive.RestForm;

/** The fields of the inspector's forms. */
public class TokenForm {

    /** A token as text. */
    @RestForm
    String token;

    /** The resource whose token of the session is taken; empty for none. */
    @RestForm
    String take;

    /** JSON; null when the token was not edited. */
    @RestForm
    String header;

    @RestForm
    String claims;

    @RestForm
    String signature;

    @RestForm
    String forgery;

    /** Set when the token's text is to be shown. */
    @RestForm
    String show;

    /** Host and port of one request; empty for every plane. */
    @RestForm
    String host;

    @RestForm
    String path;

    boolean isEdited() {
        return header != null && claims != null;
    }

    /** Returns the resource, or null for none. */
    TokenAudience audience() {
        return isEmpty(take) ? null : constant(TokenAudience.class, take, "take");
    }

    Forgery forgery() {
        return isEmpty(forgery) ? Forgery.AS_EDITED : constant(Forgery.class, forgery, "forgery");
    }

    /** Returns the edited parts; a browser sends line ends of its own. */
    TokenParts parts() {
        return new TokenParts(lines(header), lines(claims), TypedText.stripped(signature));
    }

    /** Returns the host of one request, or null for every plane. */
    String host() {
        return isBlank(host) ? null : host.strip();
    }

    /** Returns the path of one request; the root where only a host is given. */
    String path() {
        return isBlank(path) ? "/" : path.strip();
    }

    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }

    private static <T extends Enum<T>> T constant(Class<T> type, String name, String field) {
        for (T constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw badRequest("InvalidRequestContent", "The field '%s' has no such value.", field);
    }
}
