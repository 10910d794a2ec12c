package io.mltwin.junit;

import io.mltwin.client.Fault;
import io.mltwin.client.InjectedFault;
import io.mltwin.client.Tenant;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** The faults of a test, in force until they are closed. */
final class TestFaults {
    private final List<InjectedFault> injected = new ArrayList<>();

    /** Returns what is to go wrong in a test: by its method, its class, and the classes around it. */
    static List<Fault> wantedBy(ExtensionContext context) {
        Stream<Class<?>> classes =
                Stream.iterate(context.getRequiredTestClass(), type -> type != null, Class::getEnclosingClass);
        return Stream.<AnnotatedElement>concat(Stream.of(context.getRequiredTestMethod()), classes)
                .flatMap(place -> AnnotationSupport.findRepeatableAnnotations(place, WithFault.class).stream())
                .map(TestFaults::of)
                .toList();
    }

    static TestFaults inject(Tenant tenant, List<Fault> wanted) {
        TestFaults faults = new TestFaults();
        try {
            wanted.forEach(fault -> faults.injected.add(tenant.inject(fault)));
            return faults;
        } catch (RuntimeException e) {
            faults.close();
            throw e;
        }
    }

    static Fault of(WithFault wanted) {
        Fault fault = Fault.in(wanted.service());
        fault = wanted.operation().isEmpty() ? fault : fault.operation(wanted.operation());
        fault = wanted.status() == 0 ? fault : fault.status(wanted.status());
        fault = wanted.code().isEmpty() ? fault : fault.code(wanted.code());
        fault = wanted.latencyMillis() == 0 ? fault : fault.latency(Duration.ofMillis(wanted.latencyMillis()));
        fault = wanted.reset() ? fault.reset() : fault;
        fault = wanted.retryAfterSeconds() == 1
                ? fault
                : fault.retryAfter(Duration.ofSeconds(wanted.retryAfterSeconds()));
        fault = wanted.rate() == 1 ? fault : fault.rate(wanted.rate(), wanted.seed());
        return wanted.times() == 0 ? fault : fault.times(wanted.times());
    }

    void close() {
        injected.forEach(InjectedFault::close);
    }
}
