package io.mltwin.resourceprovider;

import java.util.List;

/**
 * A resource provider behind Azure Resource Manager: declares the types of resources that it
 * serves. Azure Resource Manager has authenticated and authorized each call, and has checked locks
 * and policies, before it reaches a declared operation.
 *
 * <p>PUT and DELETE must be idempotent: Azure Resource Manager repeats them after a crash.
 */
public interface ResourceProvider {

    /** Returns the types that this provider serves; each type is declared once in a service. */
    List<ResourceType> types();
}
