package io.mltwin.local.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The modules of the checkout and which uses which.
 *
 * @param modules in an order in which they can be built
 */
record ModuleGraph(List<MavenModule> modules) {

    static ModuleGraph read(Path checkout) {
        Map<String, MavenModule> byArtifact = MavenModule.folders(checkout).stream()
                .map(folder -> MavenModule.read(checkout, folder))
                .collect(Collectors.toMap(
                        MavenModule::artifact, Function.identity(), (one, other) -> one, LinkedHashMap::new));
        Set<MavenModule> ordered = new LinkedHashSet<>();
        byArtifact.values().forEach(module -> addWithUsed(module, byArtifact, ordered));
        return new ModuleGraph(List.copyOf(ordered));
    }

    private static void addWithUsed(MavenModule module, Map<String, MavenModule> all, Set<MavenModule> ordered) {
        for (Set<String> used : List.of(module.uses(), module.usesInTests())) {
            all.values().stream()
                    .filter(other -> used.contains(other.artifact()))
                    .forEach(other -> addWithUsed(other, all, ordered));
        }
        ordered.add(module);
    }

    Optional<MavenModule> holding(String file) {
        return modules.stream().filter(module -> module.holds(file)).findFirst();
    }

    MavenModule in(String folder) {
        return modules.stream()
                .filter(module -> module.folder().equals(folder))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No module lies in " + folder));
    }

    /**
     * The other modules whose tests a change of this one's main code can touch. What stands on
     * changed code for its tests alone changes for nobody.
     */
    List<MavenModule> users(MavenModule changed) {
        Set<String> touched = new HashSet<>(Set.of(changed.artifact()));
        List<MavenModule> users = new ArrayList<>();
        for (MavenModule module : modules) {
            boolean uses = !Collections.disjoint(module.uses(), touched);
            if (uses) {
                touched.add(module.artifact());
            }
            if (uses || !Collections.disjoint(module.usesInTests(), touched)) {
                users.add(module);
            }
        }
        return users;
    }
}
