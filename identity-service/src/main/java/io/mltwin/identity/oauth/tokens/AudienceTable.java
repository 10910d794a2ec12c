package io.mltwin.identity.oauth.tokens;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.identity.oauth.clients.Clients;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.Principals;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.Audiences;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The resources that tokens are issued for: Azure's own names and the platform's, and customers'
 * applications of the tenant by {@code api://} and application id, by the id alone, or by an
 * identifier URI; anything else is AADSTS500011. The console, which acts for users only, is a
 * resource by its id to itself alone. Deviation: Microsoft's resources are named by their URIs, not
 * by an application's id.
 */
@Singleton
class AudienceTable {

    /** Placeholder for the name of a storage account. */
    private static final String ACCOUNT = "0account0";

    static final String ADMINISTRATION = "api://mltwin-admin";
    private static final String OURS = "api://mltwin";

    private final Set<String> resources;
    private final Set<String> services;
    private final List<Pattern> storageAccounts;
    private final Clients clients;
    private final Principals principals;

    AudienceTable(Addresses addresses, Clients clients, Principals principals) {
        this.clients = clients;
        this.principals = principals;
        Set<String> all = Audiences.all(addresses, ACCOUNT).stream()
                .map(AudienceTable::normalized)
                .collect(Collectors.toSet());
        this.storageAccounts = all.stream()
                .filter(name -> name.contains(ACCOUNT))
                .map(AudienceTable::ofAnyAccount)
                .toList();
        all.removeIf(name -> name.contains(ACCOUNT));
        this.resources = Set.copyOf(all);
        this.services = Arrays.stream(ServiceName.values())
                .map(name -> "api://mltwin/" + name.lowerCase())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Pattern ofAnyAccount(String name) {
        int at = name.indexOf(ACCOUNT);
        return Pattern.compile(Pattern.quote(name.substring(0, at))
                + "[a-z0-9]{3,24}"
                + Pattern.quote(name.substring(at + ACCOUNT.length())));
    }

    /** The owner of a resource. */
    enum Owner {
        MICROSOFT,
        CUSTOMER,
        NOBODY
    }

    /**
     * Returns the owner of the resource, or nobody if this subject may not have a token for it in
     * the tenant.
     */
    Owner find(String resource, DirectoryPrincipal subject, String tenantId) {
        String name = normalized(resource);
        Owner owner = owner(name, subject);
        if (owner != Owner.CUSTOMER) {
            return owner;
        }
        return clients.resource(tenantId, name).isPresent() ? Owner.CUSTOMER : Owner.NOBODY;
    }

    /** Returns the same for a user, in whose name a client asks. */
    Owner findForUser(String resource, DirectoryPrincipal user, String tenantId, String clientId) {
        return principals.isConsole(clientId) && principals.isConsole(normalized(resource))
                ? Owner.MICROSOFT
                : find(resource, user, tenantId);
    }

    /**
     * Returns CUSTOMER for a name that may be a resource of a customer, which has none of our
     * names.
     */
    private Owner owner(String name, DirectoryPrincipal subject) {
        PrincipalKind kind = subject.kind();
        if (principals.isConsole(subject.applicationId())) {
            return Owner.NOBODY;
        }
        if (services.contains(name)) {
            return kind == PrincipalKind.FIRST_PARTY ? Owner.MICROSOFT : Owner.NOBODY;
        }
        if (name.equals(ADMINISTRATION)) {
            return kind == PrincipalKind.ADMINISTRATOR ? Owner.MICROSOFT : Owner.NOBODY;
        }
        // the administrator administers the platform and is nobody in Azure
        if (kind == PrincipalKind.ADMINISTRATOR || name.startsWith(OURS)) {
            return Owner.NOBODY;
        }
        return resources.contains(name)
                        || storageAccounts.stream()
                                .anyMatch(one -> one.matcher(name).matches())
                ? Owner.MICROSOFT
                : Owner.CUSTOMER;
    }

    /** Returns true for the administration of the platform. */
    static boolean isAdministration(String resource) {
        return normalized(resource).equals(ADMINISTRATION);
    }

    /** Returns the name as it is compared: in lower case, without a slash at the end. */
    static String normalized(String resource) {
        String name = AsciiCase.lower(resource);
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }
}
