package io.mltwin.compute.datafactory;

import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.armweb.Json.isGiven;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.storedresources.StoredResources;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code Microsoft.DataFactory/factories} (2018-06-01): a resource that a workspace of Azure ML can
 * attach.
 *
 * <p>Deviation: a data factory has no pipelines, datasets or linked services, and nothing runs in
 * it; its identity, its key, its repository and a closed network answer 501.
 */
@Singleton
record DataFactoryProvider(StoredResources factories) implements ResourceProvider {

    @Override
    public List<ResourceType> types() {
        return List.of(factories
                .type(
                        "Microsoft.DataFactory/factories",
                        DataFactoryBody.class,
                        "data factory",
                        DataFactoryProvider::validate)
                .build());
    }

    private static void validate(DataFactoryBody body) {
        if (isGiven(body.identity())
                && !AsciiCase.equal(body.identity().path("type").asText("None"), "None")) {
            throw notBuilt("identity");
        }
        DataFactoryBody.Properties given = body.properties();
        if (given == null) {
            return;
        }
        refuse("repoConfiguration", given.repoConfiguration());
        refuse("globalParameters", given.globalParameters());
        refuse("encryption", given.encryption());
        refuse("purviewConfiguration", given.purviewConfiguration());
        if (given.publicNetworkAccess() != null && !AsciiCase.equal(given.publicNetworkAccess(), "Enabled")) {
            throw notBuilt("properties.publicNetworkAccess");
        }
    }

    private static void refuse(String property, JsonNode value) {
        if (isGiven(value) && !value.isEmpty()) {
            throw notBuilt("properties." + property);
        }
    }

    private static AzureException notBuilt(String setting) {
        return settingNotBuilt(setting, "nothing runs in a data factory", "Leave it out.");
    }
}
