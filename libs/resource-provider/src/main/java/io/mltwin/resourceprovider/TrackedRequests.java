package io.mltwin.resourceprovider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Answers the requests for resources of a {@linkplain TrackedType declared type}: reads what each body has, finds and
 * locks the row, and shows it.
 */
record TrackedRequests<E extends ResourceRow, B, P>(TrackedType<E, B, P> declared) {
    /** What was prepared; the row is null where a type prepares none. */
    record Prepared<E, P>(E row, P own) {}

    /** What the library itself reads of each request. */
    record Envelope(String location, Map<String, String> tags, ObjectNode properties) {}

    /** Finds the row alone: what is encrypted of it needs no key for that. */
    boolean exists(ArmResourceId id) {
        return RowTransactions.reading(() -> declared.rows.present(id.key())) != null;
    }

    <T> Function<ArmCall, T> reading(Function<E, T> reader) {
        return call -> RowTransactions.reading(() -> {
            requireParent(call);
            return reader.apply(declared.rows.require(call.id()));
        });
    }

    List<ObjectNode> list(ArmCall call) {
        return RowTransactions.reading(() -> {
            requireParent(call);
            return declared.query.apply(call).stream()
                    .filter(row -> declared.filter.test(call, row))
                    .peek(declared.listed)
                    .map(this::shown)
                    .toList();
        });
    }

    /** Returns a resource as Azure Resource Manager shows it. */
    ObjectNode shown(E row) {
        ObjectNode shown = declared.kit
                .json
                .createObjectNode()
                .put("id", row.id)
                .put("name", row.name)
                .put("type", declared.type);
        row.show(shown);
        shown.setAll((ObjectNode) declared.kit.json.valueToTree(declared.properties.apply(row)));
        return shown;
    }

    Envelope envelope(ArmCall call) {
        if (declared.isTracked) {
            for (Map.Entry<String, JsonNode> tag : call.body().path("tags").properties()) {
                ArmErrors.invalidRequestContentIf(
                        !tag.getValue().isTextual(), "The tag '%s' must be a text.", tag.getKey());
            }
        }
        return new BodyForm<>(Envelope.class, declared.noun, true).read(call, declared.kit.json);
    }

    void validate(ArmCall call, B given) {
        envelope(call);
        if (declared.isTracked && !declared.recovers.test(given)) {
            TrackedResource.location(call.body());
        }
        declared.validator.accept(call, given);
    }

    private void requireParent(ArmCall call) {
        if (declared.parents != null) {
            declared.parents.accept(call, call.isList() ? call.id() : call.id().parent());
        }
    }

    private static void requireSameLocation(ArmCall call, ResourceRow row) {
        if (row.isTracked() && call.body().hasNonNull("location")) {
            row.requireLocation(call.body().path("location").textValue());
        }
    }

    /** Returns a copy of the row, or the row of a new resource. */
    E copy(ArmCall call) {
        return RowTransactions.inOne(() -> {
            requireParent(call);
            E row = call.isPut() ? declared.rows.present(call.id().key()) : declared.rows.require(call.id());
            if (row != null) {
                requireSameLocation(call, row);
                return row;
            }
            E made = made(call);
            requireFree(made);
            return made;
        });
    }

    private E made(ArmCall call) {
        E row = declared.maker.get();
        row.begin(call, declared.kit.clock.instant());
        return row;
    }

    private void requireFree(E row) {
        E other = declared.taken == null ? null : declared.rows.sameName(row);
        if (other != null) {
            throw declared.taken.apply(row, other);
        }
    }

    Outcome put(ArmCall call, B given, Prepared<E, P> prepared) {
        if (declared.taken != null) {
            AdvisoryLock.hold(
                    declared.rows.getEntityManager(),
                    declared.type + "|" + AsciiCase.lower(call.id().name()));
        }
        if (declared.recovers.test(given)) {
            E row = declared.recovery.apply(call);
            return Outcome.saved(row.isNew(), shown(row));
        }
        requireParent(call);
        E row = declared.rows.lockedById(call.id().key());
        if (row == null) {
            row = prepared.row() == null ? made(call) : prepared.row();
            if (!row.isNew()) {
                throw ResourceClaim.conflict(call.id());
            }
            requireFree(row);
        } else {
            requireSameLocation(call, row);
        }
        Map<String, String> tags = envelope(call).tags();
        row.changed(call, tags == null ? Map.of() : tags, declared.kit.clock.instant());
        declared.change.apply(call, row, given, prepared.own());
        declared.rows.persist(row);
        String operation = declared.operations == null ? null : declared.operations.apply(call.id());
        return Outcome.accepted(row.isNew() ? declared.created : 200, shown(row), operation);
    }

    /** Does {@link TrackedType#patched}. */
    Outcome patched(ArmCall call, Map<String, String> tags, Consumer<E> rowChange) {
        return changed(call, tags, row -> {
            rowChange.accept(row);
            return Outcome.ok(shown(row));
        });
    }

    /** Does {@link TrackedType#changed}. */
    Outcome changed(ArmCall call, Map<String, String> tags, Function<E, Outcome> rowChange) {
        requireParent(call);
        E row = declared.rows.requireLocked(call.id());
        row.changed(call, tags, declared.kit.clock.instant());
        return rowChange.apply(row);
    }

    /** Changes a resource by the members that a PATCH names, as a PUT would. */
    Outcome patchPartly(ArmCall call, B given, Prepared<E, P> prepared) {
        return patched(call, envelope(call).tags(), row -> {
            requireSameLocation(call, row);
            declared.change.apply(call, row, given, prepared.own());
        });
    }

    Outcome merge(ArmCall call, JsonNode given) {
        return patched(call, envelope(call).tags(), row -> {
            requireSameLocation(call, row);
            ObjectNode merged = shown(row);
            TrackedResource.merge(merged, given);
            B whole;
            try {
                whole = declared.kit.json.treeToValue(merged, declared.body);
            } catch (JsonProcessingException e) {
                throw ArmErrors.invalidRequestContent("The " + declared.noun + " cannot be read: " + Json.reason(e));
            }
            ArmCall changed = call.withBody(merged);
            declared.validator.accept(changed, whole);
            declared.change.apply(changed, row, whole, null);
        });
    }

    private Outcome delete(ArmCall call) {
        requireParent(call);
        E row = declared.rows.lockedById(call.id().key());
        if (row == null) {
            return Outcome.noContent();
        }
        declared.deletion.accept(call, row);
        declared.remover.accept(row);
        declared.rows.flush();
        declared.afterDeletion.accept(row);
        return declared.operations == null
                ? Outcome.accepted(declared.deleted, null, null)
                : Outcome.accepted(202, null, declared.operations.apply(call.id()));
    }

    ResourceChange<?, ?> tagging() {
        return ResourceChange.reading(Envelope.class, declared.noun)
                .validate((call, given) -> {
                    envelope(call);
                    declared.patchValidator.accept(call.body());
                })
                .apply((call, given) -> patched(call, given.tags(), row -> {}));
    }

    ResourceChange<?, ?> deletion() {
        ResourceChange.Validation<Void> none = ResourceChange.withoutBody();
        return declared.deletionPreparation == null
                ? none.apply(this::delete)
                : (declared.taken == null ? none.exclusively() : none.exclusivelyByName())
                        .prepare(call -> {
                            E row = RowTransactions.inOne(
                                    () -> declared.rows.present(call.id().key()));
                            if (row != null) {
                                declared.deletionPreparation.accept(call, row);
                            }
                        })
                        .apply(this::delete);
    }
}
