package io.dynawrap.postgres;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.support.TransactionTemplate;

/** Hibernate on a pool of the embedded server, with an empty table of its entity. */
final class JpaDatabase implements AutoCloseable {

    @Entity(name = "Note")
    @Table(name = "jpa_note")
    static class Note {

        @Id
        int id;

        Note() {}

        Note(int id) {
            this.id = id;
        }
    }

    private final HikariDataSource pool;
    private final LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
    private final EntityManager entities;
    private final JpaTransactionManager transactions;

    JpaDatabase(boolean autoCommit) {
        pool = TestDatabase.PLAIN.pool(autoCommit);
        factory.setDataSource(pool);
        factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        factory.setManagedTypes(PersistenceManagedTypes.of(Note.class.getName()));
        factory.setJpaPropertyMap(Map.of("hibernate.hbm2ddl.auto", "create"));
        factory.afterPropertiesSet();
        entities = SharedEntityManagerCreator.createSharedEntityManager(entityManagers());
        transactions = new JpaTransactionManager(entityManagers());
    }

    DataSource dataSource() {
        return pool;
    }

    EntityManagerFactory entityManagers() {
        return factory.getObject();
    }

    /** The entities of the transaction of the calling thread. */
    EntityManager entities() {
        return entities;
    }

    TransactionTemplate transaction(int propagation) {
        TransactionTemplate template = new TransactionTemplate(transactions);
        template.setPropagationBehavior(propagation);
        return template;
    }

    /** The number of committed entities. */
    Integer notes() {
        return TestDatabase.PLAIN.jdbc().queryForObject("SELECT count(*) FROM jpa_note", Integer.class);
    }

    @Override
    public void close() {
        factory.destroy();
        pool.close();
    }
}
