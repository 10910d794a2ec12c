package io.mltwin.compute.environments;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.environments.CuratedEnvironments.CuratedEnvironment;
import io.mltwin.compute.environments.RegisteredEnvironment.Container;
import io.mltwin.compute.workspaces.V2Api;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Outcome;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code Microsoft.MachineLearningServices/workspaces/environments} and their versions (2022-05-01
 * to 2024-04-01): the curated ones, which every workspace has and nobody changes, and those that
 * users register.
 *
 * <p>Deviation: build contexts, Windows and rebuilding answer 501, and so does deleting. {@code
 * inferenceConfig} and {@code stage} are stored and returned and have no effect.
 */
@Singleton
record EnvironmentProvider(V2Api api, WorkspaceKeys keys, CuratedEnvironments curated, EnvironmentService registered)
        implements ResourceProvider {

    private static final String TYPE = "Microsoft.MachineLearningServices/workspaces/environments";
    private static final String VERSIONS = "versions";

    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.named(TYPE)
                        .require(call -> api.requireOpen(call.id()))
                        .get(call -> get(call.id()))
                        .list(this::list)
                        .put(ResourceChange.reading(EnvironmentContainerBody.class, "environment")
                                .validate((call, body) ->
                                        EnvironmentValidator.validate(call.id().name(), body))
                                .prepare((call, body) -> open(call.id().parent()))
                                .apply(this::put))
                        .notBuilt(Verb.PATCH, Verb.DELETE, Verb.POST)
                        .build(),
                ResourceType.named(TYPE + "/" + VERSIONS)
                        .require(call -> api.requireOpen(call.id()))
                        .get(call -> getVersion(call.id()))
                        .list(this::listVersions)
                        .put(ResourceChange.reading(EnvironmentVersionBody.class, "environment version")
                                .validate((call, body) -> EnvironmentValidator.validate(
                                        call.id().parent().name(), call.id().name(), body))
                                .prepare((call, body) -> open(call.id().parent().parent()))
                                .apply(this::putVersion))
                        .notBuilt(Verb.PATCH, Verb.DELETE, Verb.POST)
                        .build());
    }

    private ObjectNode get(ArmResourceId id) {
        Optional<CuratedEnvironment> one = curated.find(id.name(), null);
        if (one.isPresent()) {
            return EnvironmentMapper.container(id, one.get());
        }
        return EnvironmentMapper.container(id, require(id, id.parent(), id.name()));
    }

    private List<ObjectNode> list(ArmCall call) {
        ArmResourceId workspace = call.id();
        ListView view = ListView.of(call.query());
        Stream<ObjectNode> ofMicrosoft = curated.all().stream()
                .filter(one -> view.shows(false))
                .map(one -> EnvironmentMapper.container(workspace.child("environments", one.name()), one));
        Stream<ObjectNode> own = registered.list(open(workspace)).stream()
                .filter(one -> view.shows(one.itself().content().isArchived()))
                .map(one -> EnvironmentMapper.container(workspace.child("environments", one.name()), one));
        return view.first(Stream.concat(ofMicrosoft, own).toList());
    }

    private ObjectNode getVersion(ArmResourceId id) {
        ArmResourceId environment = id.parent();
        Optional<CuratedEnvironment> one = curated.find(environment.name(), id.name());
        if (one.isPresent()) {
            return EnvironmentMapper.version(id, one.get());
        }
        return registered
                .find(open(environment.parent()), environment.name(), id.name())
                .map(found -> EnvironmentMapper.version(id, found))
                .orElseThrow(() -> resourceNotFound(id));
    }

    /** Newest first; there is one version of each curated environment. */
    private List<ObjectNode> listVersions(ArmCall call) {
        ArmResourceId environment = call.id();
        ListView view = ListView.of(call.query());
        Optional<CuratedEnvironment> one = curated.find(environment.name(), null);
        if (one.isPresent()) {
            return view.shows(false)
                    ? List.of(EnvironmentMapper.version(
                            environment.child(VERSIONS, one.get().version()), one.get()))
                    : List.of();
        }
        return view.first(require(environment, environment.parent(), environment.name()).versions().stream()
                .filter(found -> view.shows(found.content().isArchived()))
                .map(found -> EnvironmentMapper.version(environment.child(VERSIONS, found.version()), found))
                .toList());
    }

    private Outcome put(ArmCall call, EnvironmentContainerBody body, RunHistory history) {
        String name = call.id().name();
        EnvironmentService.Saved saved =
                registered.putContainer(history, EnvironmentMapper.content(name, body, call.caller()));
        Container container = registered.find(history, name).orElseThrow();
        return Outcome.saved(saved.isNew(), EnvironmentMapper.container(call.id(), container));
    }

    private Outcome putVersion(ArmCall call, EnvironmentVersionBody body, RunHistory history) {
        String name = call.id().parent().name();
        EnvironmentService.Saved saved =
                registered.put(history, call.id().name(), EnvironmentMapper.content(name, body, call.caller()));
        return Outcome.saved(saved.isNew(), EnvironmentMapper.version(call.id(), saved.environment()));
    }

    private Container require(ArmResourceId id, ArmResourceId workspace, String name) {
        return registered.find(open(workspace), name).orElseThrow(() -> resourceNotFound(id));
    }

    private RunHistory open(ArmResourceId workspace) {
        return keys.openParent(workspace).history();
    }

    /** The query of a list. */
    private record ListView(String type, int most) {

        static ListView of(Map<String, String> query) {
            String type = AsciiCase.lower(query.getOrDefault("listviewtype", "ActiveOnly"));
            invalidIf(
                    !List.of("activeonly", "archivedonly", "all").contains(type),
                    "listViewType",
                    "listViewType is one of ActiveOnly, ArchivedOnly and All.");
            String top = query.getOrDefault("$top", "");
            invalidIf(!top.isEmpty() && !top.matches("[1-9][0-9]{0,8}"), "$top", "$top is a number from 1.");
            return new ListView(type, top.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(top));
        }

        boolean shows(boolean isArchived) {
            return type.equals("all") || type.equals("archivedonly") == isArchived;
        }

        List<ObjectNode> first(List<ObjectNode> all) {
            return all.subList(0, Math.min(most, all.size()));
        }
    }
}
