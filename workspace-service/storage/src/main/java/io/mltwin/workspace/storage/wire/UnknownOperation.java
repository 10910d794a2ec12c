package io.mltwin.workspace.storage.wire;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.workspace.storage.wire.DataErrors.unsupported;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidQuery;

import io.mltwin.armweb.AzureException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Refuses a request that is none of the built operations ("Common REST API error codes"): 405 for a
 * method that the resource does not take, with those it takes, 400 for a value of {@code comp} or
 * {@code restype} that is not known, and 501 for what Azure has and is not built.
 */
public final class UnknownOperation {

    private static final List<String> METHODS = List.of("DELETE", "GET", "HEAD", "POST", "PUT");

    private UnknownOperation() {}

    /**
     * Of a resource that is known.
     *
     * @param resource as in "a blob"
     * @param built whether a method is an operation of this {@code comp}
     * @param notBuilt Azure's other operations, each a method and a {@code comp}
     */
    public static AzureException of(
            String method, String comp, String resource, Predicate<String> built, Set<String> notBuilt) {
        if (notBuilt.contains(method + " " + comp)) {
            return unsupported("The operation " + method + " on " + resource + (comp.isEmpty() ? "" : " comp=" + comp));
        }
        List<String> taken = METHODS.stream()
                .filter(each -> built.test(each) || notBuilt.contains(each + " " + comp))
                .toList();
        return taken.isEmpty()
                ? invalidQuery("comp", comp, "")
                : new AzureException(405, "UnsupportedHttpVerb", "The resource doesn't support specified Http Verb.")
                        .withHeaders(Map.of("Allow", String.join(", ", taken)));
    }

    /** Refuses a type of resource that is not known here. */
    public static AzureException restype(String restype) {
        return invalidQuery("restype", restype, "");
    }

    /** Refuses a type of resource that nothing at such a path has. */
    public static AzureException noResource() {
        return badRequest("InvalidUri", "The requested URI does not represent any resource on the server.");
    }
}
