package io.mltwin.workspace.arm;

import static io.mltwin.armweb.ArmErrors.invalidResourceNamespace;
import static io.mltwin.armweb.ArmErrors.invalidResourceType;
import static io.mltwin.armweb.AzureException.notBuilt;

import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.ResourceTypeTable;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.ServiceName;
import io.mltwin.platform.tracing.Tracing;
import io.mltwin.resourceprovider.ResourceTypes;
import io.mltwin.workspace.registration.RegistrationProvider;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Hands a call to the provider that the table of types names: a bean here, or another service. */
@ApplicationScoped
class ResourceProviders {

    /** Namespaces of Azure that its clients ask for in passing. */
    private static final Set<String> ABSENT = Set.of(
            "microsoft.advisor",
            "microsoft.alertsmanagement",
            "microsoft.apimanagement",
            "microsoft.app",
            "microsoft.automation",
            "microsoft.billing",
            "microsoft.blueprint",
            "microsoft.cognitiveservices",
            "microsoft.consumption",
            "microsoft.costmanagement",
            "microsoft.eventgrid",
            "microsoft.eventhub",
            "microsoft.features",
            "microsoft.guestconfiguration",
            "microsoft.management",
            "microsoft.managedservices",
            "microsoft.maintenance",
            "microsoft.monitor",
            "microsoft.portal",
            "microsoft.quota",
            "microsoft.resourcegraph",
            "microsoft.resourcehealth",
            "microsoft.servicebus",
            "microsoft.solutions",
            "microsoft.sql",
            "microsoft.subscription",
            "microsoft.support",
            "microsoft.synapse",
            "microsoft.web");

    private final ResourceTypes types;
    private final RegistrationProvider registration;
    private final RemoteProviders remote;
    private final OperationLists operationLists;
    private final Tracing tracing;

    ResourceProviders(
            ResourceTypes types,
            RegistrationProvider registration,
            RemoteProviders remote,
            OperationLists operationLists,
            Tracing tracing) {
        this.types = types;
        this.registration = registration;
        this.remote = remote;
        this.operationLists = operationLists;
        this.tracing = tracing;
    }

    /** Returns the service that answers; workspace-service for what it answers itself. */
    ServiceName serviceOf(ArmCall call) {
        if (registration.answers(call) || operationLists.answers(call)) {
            return ServiceName.WORKSPACE;
        }
        return ResourceTypeTable.service(call.target().type())
                .map(ServiceName::of)
                .orElseThrow(() ->
                        ResourceTypeTable.namespace(call.target().namespace()).isPresent()
                                ? invalidResourceType(
                                        call.target().type(), call.target().namespace())
                                : noProvider(call.target().namespace()));
    }

    ArmAnswer handle(ArmCall call, byte[] body) {
        ServiceName service = serviceOf(call);
        if (service != ServiceName.WORKSPACE) {
            return remote.handle(service, call, body);
        }
        if (registration.answers(call)) {
            return registration.handle(call);
        }
        if (operationLists.answers(call)) {
            return operationLists.handle(call, question -> remote.handle(ServiceName.IDENTITY, question, null));
        }
        return tracing.step(call.target().namespace(), call.method() + " " + call.id(), () -> types.handle(call));
    }

    /** Returns whether Azure has a provider that is not built here. */
    static boolean isAbsent(String namespace) {
        return namespace != null && ABSENT.contains(AsciiCase.lower(namespace));
    }

    /** Azure has it, or nobody has. */
    private static AzureException noProvider(String namespace) {
        return isAbsent(namespace)
                ? notBuilt("The resource provider " + namespace)
                : invalidResourceNamespace(namespace);
    }
}
