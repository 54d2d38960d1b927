"""The hosts the replica plays: four portals, two object stores where their files lie, and the search of the province."""

LINAN = "www.linan.gov.cn"
XIUZHOU = "www.xiuzhou.gov.cn"
FUYANG = "www.fuyang.gov.cn"
GONGSHU = "www.gongshu.gov.cn"
STORE = "zjjcmspublicnew.oss-cn-hangzhou-zwynet-d01-a.internet.cloud.zj.gov.cn"
OLD_STORE = "zjjcmspublic.oss-cn-hangzhou-zwynet-d01-a.internet.cloud.zj.gov.cn"
STORES = (STORE, OLD_STORE)
SEARCH = "search.zj.gov.cn"
