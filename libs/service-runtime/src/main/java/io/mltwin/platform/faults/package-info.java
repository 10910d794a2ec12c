/**
 * Faults that the operator orders: a status, a delay or a lost connection for requests of some
 * kind, after their token was checked. Start reading at FaultInjector.
 */
package io.mltwin.platform.faults;
