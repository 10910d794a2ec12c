package io.mltwin.scoring.registry.repositories;

import static io.mltwin.encoding.Absence.orEmpty;
import static io.mltwin.scoring.registry.repositories.DistributionErrors.pageInvalid;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.encoding.UriEncoding;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.List;
import java.util.function.Function;

/**
 * {@code n} and {@code last} of a listing, and the {@code Link} to its next page (OCI distribution
 * specification 1.1).
 *
 * @param most entries of the page, 0 to 1000
 * @param last the entry after which the page begins, empty for the first page
 */
record PageRequest(int most, String last) {

    private static final int DEFAULT = 100;
    private static final int LARGEST = 1000;

    /**
     * Reads the parameters.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code PAGINATION_NUMBER_INVALID}
     */
    static PageRequest parse(String n, String last) {
        if (n != null && !n.matches("[0-9]{1,9}")) {
            throw pageInvalid(n);
        }
        int most = n == null ? DEFAULT : Math.min(Integer.parseInt(n), LARGEST);
        return new PageRequest(most, orEmpty(last));
    }

    /** Returns how many entries must be found to know whether another page follows. */
    int enough() {
        return most + 1;
    }

    <T> List<T> page(List<T> found) {
        return found.subList(0, Math.min(most, found.size()));
    }

    /** Adds the link where more was found than fits in the page. */
    <T> ResponseBuilder link(
            ResponseBuilder answer, OriginalRequest request, List<T> found, Function<T, String> name, String further) {
        if (found.size() <= most || most == 0) {
            return answer;
        }
        return answer.header(
                "Link",
                "<"
                        + request.path()
                        + "?"
                        + further
                        + "n="
                        + most
                        + "&last="
                        + UriEncoding.encodeQueryValue(name.apply(found.get(most - 1)))
                        + ">; rel=\"next\"");
    }
}
