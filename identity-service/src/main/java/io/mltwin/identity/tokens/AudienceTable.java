package io.mltwin.identity.tokens;

import io.mltwin.identity.directory.DirectoryPrincipal;
import io.mltwin.identity.directory.PrincipalKind;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.Audiences;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The resources that tokens are issued for: Azure's own names and the platform's; anything else is
 * AADSTS500011. Deviation: a resource is named by its URI, not by an application's id.
 */
@Singleton
class AudienceTable {

    private static final Pattern MACHINE_LEARNING =
            Pattern.compile("https://ml\\.azure\\.[a-z0-9.-]+(:[0-9]+)?");
    private static final String ADMINISTRATION = "api://mltwin-admin";

    private final List<String> resources;
    private final List<String> services;
    private final Pattern storageAccount;

    AudienceTable(Addresses addresses) {
        this.resources =
                Stream.of(
                                Audiences.machineLearning(addresses),
                                Audiences.vault(addresses),
                                Audiences.storage(addresses),
                                Audiences.graph(addresses),
                                Audiences.registry(addresses),
                                Audiences.logs(addresses))
                        .flatMap(List::stream)
                        .filter(name -> !name.endsWith("*") && !name.contains("{"))
                        .map(AudienceTable::normalized)
                        .distinct()
                        .toList();
        this.services =
                Arrays.stream(ServiceName.values())
                        .map(name -> "api://mltwin/" + name.lowerCase())
                        .toList();
        this.storageAccount =
                Pattern.compile(
                        "https://[a-z0-9]{3,24}"
                                + Pattern.quote(addresses.blobHost("").toLowerCase(Locale.ROOT)));
    }

    /** True when this subject may have a token for the resource. */
    boolean allows(String resource, DirectoryPrincipal subject) {
        String name = normalized(resource);
        if (services.contains(name)) {
            return subject.kind() == PrincipalKind.FIRST_PARTY;
        }
        if (name.equals(ADMINISTRATION)) {
            return subject.kind() == PrincipalKind.ADMINISTRATOR;
        }
        // the administrator administers the platform and is nobody in Azure
        return subject.kind() != PrincipalKind.ADMINISTRATOR
                && (resources.contains(name)
                        || MACHINE_LEARNING.matcher(name).matches()
                        || storageAccount.matcher(name).matches());
    }

    private static String normalized(String resource) {
        String name = resource.toLowerCase(Locale.ROOT);
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }
}
