/**
 * Where scripts run on this machine, and what earlier ones left there. Start reading at RunPlace.
 */
package io.mltwin.node.sandbox;
