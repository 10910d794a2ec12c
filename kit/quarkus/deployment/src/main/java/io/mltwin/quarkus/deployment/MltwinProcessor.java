package io.mltwin.quarkus.deployment;

import io.mltwin.quarkus.ConsoleAddress;
import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.IsDevServicesSupportedByLaunchMode;
import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.dev.devservices.DevServicesConfig;
import io.quarkus.devui.spi.JsonRPCProvidersBuildItem;
import io.quarkus.devui.spi.page.CardPageBuildItem;
import io.quarkus.devui.spi.page.Page;

/** What Quarkus' build does for an application that has the extension. */
class MltwinProcessor {
    private static final String FEATURE = "mltwin";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    @BuildStep(onlyIf = {IsDevServicesSupportedByLaunchMode.class, DevServicesConfig.Enabled.class})
    DevServicesResultBuildItem tenant(MltwinConfig config) {
        MltwinConfig.DevServices wanted = config.devservices();
        if (!wanted.enabled()) {
            return null;
        }
        return DevServicesResultBuildItem.<PlatformTenant>owned()
                .feature(FEATURE)
                .serviceName(FEATURE)
                .description("A tenant on the platform that all JVMs of this user share")
                .serviceConfig(wanted.workspace() + " " + wanted.seed().orElse(""))
                .startable(() -> new PlatformTenant(wanted.workspace(), wanted.seed()))
                .configProvider(TenantProperties.given(wanted.workspace(), QuarkusClassLoader::isClassPresentAtRuntime))
                .build();
    }

    @BuildStep(onlyIf = IsLocalDevelopment.class)
    CardPageBuildItem card() {
        CardPageBuildItem card = new CardPageBuildItem();
        card.addPage(Page.externalPageBuilder("Console")
                .dynamicUrlJsonRPCMethodName("url")
                .icon("font-awesome-solid:shield-halved")
                .doNotEmbed());
        return card;
    }

    @BuildStep(onlyIf = IsLocalDevelopment.class)
    JsonRPCProvidersBuildItem consoleAddress() {
        return new JsonRPCProvidersBuildItem(ConsoleAddress.class);
    }
}
