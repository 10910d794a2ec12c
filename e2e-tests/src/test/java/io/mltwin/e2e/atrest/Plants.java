package io.mltwin.e2e.atrest;

import io.mltwin.e2e.fixtures.ScoredService;
import io.mltwin.e2e.fixtures.ScoringRecords;
import io.mltwin.e2e.platform.PersistentClient;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.FlowClient;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Brings every plaintext of {@link Planted} to where a user would bring it. */
final class Plants {
    private final TestPlatform platform;

    Plants(TestPlatform platform) {
        this.platform = platform;
    }

    /** Plants all and returns what to look for. */
    List<Needle> plant() throws Exception {
        Planting planting = new Planting();
        RunPlants runs = new RunPlants(platform, planting);
        StoragePlants storage = new StoragePlants(platform, planting);
        SecretPlants secrets = new SecretPlants(platform, planting);
        runs.run(platform.platform().scriptPlace());
        runs.model();
        runs.endpoint();
        storage.blob();
        secrets.secrets();
        new ComputePlants(platform)
                .plant(
                        planting.fresh(Planted.DATASTORE_KEY),
                        planting.fresh(Planted.MACHINE_PASSWORD),
                        planting.fresh(Planted.COMPUTE_DESCRIPTION));
        secrets.connection();
        secrets.notebook();
        scoring(planting);
        storage.layer();
        secrets.credentials();
        secrets.keys();
        storage.underCustomerKeys();
        planting.addAll(Planted.DATA_KEY, new DataKeyNeedles(platform).all(Planted.DATA_KEY.toString()));
        return planting.all();
    }

    private void scoring(Planting planting) throws Exception {
        FlowClient client = platform.flowClient();
        ScoredService service = ScoredService.find(platform, "cancer-service");
        planting.seen(Planted.SCORING_KEY, service.key());
        Map<String, Object> body =
                Map.of("data", List.of(Collections.nCopies(30, 1.5)), "note", planting.fresh(Planted.SCORING_PAYLOAD));
        // with the key where it does not belong, too
        client.json("POST", service.uri() + "?key=" + service.key(), service.key(), body)
                .expect(500); // the script wants no note, and says so in its log
        ScoringRecords records = new ScoringRecords(platform, new PersistentClient());
        records.expect(service.score(client).expect(200));
        records.awaitEachOnce();
    }
}
