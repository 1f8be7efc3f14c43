insert into product (sku, category, price, currency, stock)
select seed.sku, seed.category, seed.price, 'EUR', 1000
from (values ('espresso-beans', 'coffee', 14.90),
             ('earl-grey', 'tea', 8.50),
             ('teapot', 'kitchenware', 39.00),
             ('grinder', 'machines', 249.00)) as seed (sku, category, price)
where not exists (select 1 from product where product.sku = seed.sku);
