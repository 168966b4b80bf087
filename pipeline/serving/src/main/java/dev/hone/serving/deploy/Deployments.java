package dev.hone.serving.deploy;

import dev.hone.error.HoneException;
import dev.hone.error.ModelException;
import dev.hone.policy.adapter.Adapter;
import dev.hone.policy.adapter.AdapterKind;
import dev.hone.policy.adapter.AdapterShapes;
import dev.hone.policy.adapter.PeftAdapter;
import dev.hone.policy.serve.ServingSettings;
import dev.hone.policy.tokenizer.HuggingFacePolicyTokenizer;
import dev.hone.serving.table.WarehouseFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each name serves now. Another target is loaded beside the one that answers, is checked, and takes its place by one assignment; who
 * has asked before gets the answer of the one before.
 */
public final class Deployments implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deployments.class);
    private static final int LOOK_MILLIS = 500;

    private final DeploymentStore store;
    private final Function<String, WarehouseFiles> warehouses;
    private final ServedModels models;
    private final Map<String, ServedPolicy> serving = new ConcurrentHashMap<>();
    private final Map<String, ServedPolicy> loaded = new ConcurrentHashMap<>();
    private final Map<String, Target> tried = new HashMap<>();
    private final Thread looks = new Thread(this::lookAgain, "deployments");
    private volatile boolean closed;

    /**
     * Loads nothing yet.
     *
     * @param warehouses opens one by its path
     */
    public Deployments(DeploymentStore store, Function<String, WarehouseFiles> warehouses, ServingSettings settings) {
        this.store = store;
        this.warehouses = warehouses;
        this.models = new ServedModels(settings);
    }

    /** Serves a base model under the name of its folder. */
    public ServedPolicy serveBase(Path folder) {
        return models.open(folder);
    }

    /** Loads what is wanted now, then looks twice a second for what is wanted newly, until it is closed. */
    public void start() {
        look();
        looks.setDaemon(true);
        looks.start();
    }

    /** The policy of a name: a deployment, or a base model. */
    public Optional<ServedPolicy> find(String name) {
        return Optional.ofNullable(serving.get(name))
                .or(() -> Optional.ofNullable(loaded.get(name)))
                .or(() -> models.all().stream()
                        .filter(base -> base.name().equals(name))
                        .findFirst());
    }

    /** All of them, base models first. */
    public List<ServedPolicy> all() {
        List<ServedPolicy> all = new ArrayList<>(models.all());
        serving.keySet().stream().sorted().map(serving::get).forEach(all::add);
        loaded.keySet().stream().sorted().map(loaded::get).forEach(all::add);
        return all;
    }

    /**
     * Serves an adapter of PEFT's form on the one base model, until the server ends or it is unloaded.
     *
     * @return false where the name serves something already
     * @throws ModelException where it does not fit the base, or there are several
     */
    public synchronized boolean load(String name, Path folder) {
        List<ServedPolicy> bases = models.all();
        if (bases.size() != 1) {
            throw new ModelException(
                    "Adapters are loaded onto the one base model, and this server has " + bases.size());
        }
        if (find(name).isPresent()) {
            return false;
        }
        ServedPolicy base = bases.get(0);
        Adapter adapter = PeftAdapter.read(folder);
        AdapterShapes.requireFit(adapter, base.model().config());
        loaded.put(
                name,
                new ServedPolicy(
                        name,
                        base.name(),
                        folder.toString(),
                        base.model(),
                        Optional.of(adapter),
                        base.tokenizer(),
                        base.reasoning(),
                        Optional.empty(),
                        Instant.now()));
        return true;
    }

    /** Takes a loaded adapter away; false where there is none of this name. Requests that have it keep it. */
    public boolean unload(String name) {
        return loaded.remove(name) != null;
    }

    /** Where each deployment stands. */
    public List<Deployment> states() {
        return store.names().stream().flatMap(name -> store.find(name).stream()).toList();
    }

    private void lookAgain() {
        while (!closed) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
            try {
                look();
            } catch (RuntimeException e) {
                LOG.error("the deployments cannot be looked after", e);
            }
        }
    }

    private synchronized void look() {
        if (closed) {
            return;
        }
        List<String> names = store.names();
        serving.keySet().retainAll(Set.copyOf(names));
        tried.keySet().retainAll(Set.copyOf(names));
        for (String name : names) {
            store.wanted(name).filter(target -> !target.equals(tried.get(name))).ifPresent(target -> {
                tried.put(name, target);
                change(name, target);
            });
        }
    }

    private void change(String name, Target target) {
        Optional<Deployment> before = store.find(name).filter(deployment -> serving.containsKey(name));
        Optional<Target> now = before.flatMap(Deployment::serving);
        store.save(state(name, now.isPresent() ? Deployment.State.UPDATING : Deployment.State.CREATING, now, ""));
        try {
            WarehouseFiles files = warehouses.apply(target.warehouse());
            TrainedPolicy trained = TrainedPolicy.read(files, target.run(), OptionalInt.of(target.step()));
            ServedPolicy policy = served(name, trained);
            String checked = ReplayCheck.check(trained, policy, files.tables());
            serving.put(name, policy);
            store.save(state(name, Deployment.State.ACTIVE, Optional.of(target), checked));
        } catch (HoneException e) {
            Deployment.State failed = now.isPresent() ? Deployment.State.UPDATE_FAILED : Deployment.State.FAILED;
            store.save(state(name, failed, now, e.getMessage()));
            LOG.error("{} cannot serve {}: {}", name, target.text(), e.getMessage());
        }
    }

    private ServedPolicy served(String name, TrainedPolicy trained) {
        Path folder = Path.of(trained.settings().path());
        boolean whole = trained.adapter().kind() instanceof AdapterKind.AllParameters;
        ServedPolicy base = models.open(folder);
        return new ServedPolicy(
                name,
                base.name(),
                trained.target().warehouse() + "#" + trained.target().text(),
                whole ? models.openWhole(folder, trained.adapter()) : base.model(),
                whole ? Optional.empty() : Optional.of(trained.adapter()),
                HuggingFacePolicyTokenizer.load(folder, trained.settings().template()),
                trained.settings().reasoning().style(folder),
                Optional.of(trained.target()),
                Instant.now());
    }

    private static Deployment state(String name, Deployment.State state, Optional<Target> serving, String reason) {
        return new Deployment(name, state, serving, reason, Instant.now());
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(looks);
        synchronized (this) {
            serving.clear();
            loaded.clear();
            models.close();
        }
    }
}
