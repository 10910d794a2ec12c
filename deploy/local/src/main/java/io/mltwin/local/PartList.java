package io.mltwin.local;

import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.kafka.KafkaPart;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.postgres.PostgresBinaries;
import io.mltwin.local.postgres.PostgresPart;
import io.mltwin.local.process.Part;
import io.mltwin.local.service.ServiceJvm;
import io.mltwin.local.service.ServicePart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;

/** The parts of a platform in the order in which status shows them. */
public record PartList(PostgresPart postgres, KafkaPart kafka, List<ServicePart> services) {

    public static PartList of(
            DataFolder folder,
            Checkout checkout,
            PlatformSettings settings,
            Collection<PlatformService> services,
            ServiceJvm jvm) {
        PlatformClient client = new PlatformClient(folder);
        return new PartList(
                new PostgresPart(folder, settings.ports().postgres(), PostgresBinaries.ofUser()),
                new KafkaPart(
                        folder, settings.ports().kafka(), settings.ports().kafkaController(), checkout.kafkaJars()),
                services.stream()
                        .map(service -> new ServicePart(service, folder, checkout, settings, client, jvm))
                        .toList());
    }

    /** The parts as other commands than a start see them: to be asked and to be ended. */
    public static PartList asStarted(DataFolder folder, Checkout checkout, PlatformSettings settings) {
        return of(folder, checkout, settings, EnumSet.allOf(PlatformService.class), new ServiceJvm(true));
    }

    public List<Part> all() {
        List<Part> all = new ArrayList<>(List.of(postgres, kafka));
        all.addAll(services);
        return all;
    }
}
