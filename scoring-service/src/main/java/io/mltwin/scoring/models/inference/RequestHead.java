package io.mltwin.scoring.models.inference;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.requests.HostToPath;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiFunction;

/** The head of a request to a web service or endpoint. */
public final class RequestHead {

    private RequestHead() {}

    /**
     * Returns whether the credential of a request is refused, or nothing is served under its label.
     *
     * @param prefix of internal paths, with both slashes; the label follows it
     * @param authenticator takes {@code Authorization} and the label; it throws an {@link
     *     AzureException} where nothing is served under that
     */
    public static boolean isRefused(
            RoutingContext context, String prefix, BiFunction<String, String, Admission> authenticator) {
        String path = HostToPath.internalPath(context);
        String label = path.substring(prefix.length()).split("/", 2)[0];
        try {
            return authenticator
                    .apply(context.request().getHeader("Authorization"), label)
                    .isRefused();
        } catch (AzureException notHere) {
            return true;
        }
    }
}
