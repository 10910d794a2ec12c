package io.mltwin.identity.directory;

import static io.mltwin.identity.directory.DirectoryErrors.hostNotOnVerifiedDomain;
import static io.mltwin.identity.directory.DirectoryErrors.invalidValue;

import io.mltwin.encoding.AsciiCase;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;

/**
 * Validates the name of an application as a resource (identifier-uri-restrictions.md): {@code
 * api://} and any name, or an address at a verified domain of its tenant or below one. So no tenant
 * can name an application as the resource of another tenant's tokens.
 */
public final class IdentifierUriValidator {

    private static final int LONGEST = 256;
    private static final int LAST_ASCII = 0x7F;

    private IdentifierUriValidator() {}

    /**
     * Requires a well-formed identifier URI that the tenant may use.
     *
     * @param domains the verified domains of the application's tenant, in lower case
     * @throws io.mltwin.armweb.AzureException 400
     */
    public static void require(String text, Collection<String> domains) {
        URI uri = parse(text);
        String host = uri.getHost() == null ? "" : AsciiCase.lower(uri.getHost());
        boolean ownDomain = domains.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
        if (uri.getScheme().equals("https") && !ownDomain) {
            throw hostNotOnVerifiedDomain(text);
        }
    }

    /**
     * Requires a well-formed identifier URI; any tenant may own its domain.
     *
     * @throws io.mltwin.armweb.AzureException 400
     */
    public static void requireForm(String text) {
        parse(text);
    }

    private static URI parse(String text) {
        try {
            URI uri = new URI(text);
            boolean known = text.length() <= LONGEST
                    && text.chars().allMatch(letter -> letter <= LAST_ASCII)
                    && !text.contains("*")
                    && uri.getRawAuthority() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && ("api".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
            if (known) {
                return uri;
            }
        } catch (URISyntaxException malformed) {
            // refused below, like every other value that is none
        }
        throw invalidValue("identifierUris");
    }
}
